//! A request that is refused early is still read to its end.
//!
//! A connection that is closed while the other side is sending is reset, and what was answered on it is lost with it: a browser would
//! say that the network broke, and nobody would read that the file is too large.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http_body::{Frame, SizeHint};
use tokio::time::timeout;

/// As much is read and dropped, in bytes: the largest body of any route, and as much again.
const MOST: usize = 192 << 20;
/// As long is waited for it.
const PATIENCE: Duration = Duration::from_secs(30);

/// Answers once the body has arrived, or too much of it, or too slowly.
pub async fn read_to_the_end(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (head, body) = request.into_parts();
    let shared = Shared(Arc::new(Mutex::new(body)));
    let response = next.run(Request::from_parts(head, Body::new(shared.clone()))).await;
    // Whoever is slower or sends more is cut off, as before.
    let _ = timeout(PATIENCE, shared.drop_the_rest()).await;
    response
}

/// A body that can be read on after the one it was given to has let go of it.
#[derive(Clone)]
struct Shared(Arc<Mutex<Body>>);

impl Shared {
    fn with<T>(&self, read: impl FnOnce(Pin<&mut Body>) -> T) -> T {
        read(Pin::new(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner)))
    }

    async fn drop_the_rest(mut self) {
        let mut dropped = 0;
        while dropped < MOST && !self.is_end_stream() {
            let Some(Ok(frame)) = poll_fn(|cx| Pin::new(&mut self).poll_frame(cx)).await else { return };
            dropped += frame.data_ref().map_or(0, Bytes::len);
        }
    }
}

impl HttpBody for Shared {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.with(|body| body.poll_frame(cx))
    }

    fn is_end_stream(&self) -> bool {
        self.with(|body| body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        self.with(|body| body.size_hint())
    }
}
