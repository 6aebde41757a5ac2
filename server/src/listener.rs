//! Encrypted connections, as many at once and as long as they are of use.
//!
//! A listener for [`axum::serve`], so that requests, stopping and draining are the same code with https and without. The alternative,
//! `axum-server`, takes connections without limit, drains by rules of its own, and brings HTTP/2 to the plain way as well, where no
//! `Host` tells which site was asked for.

use std::io::{self, IoSlice};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::{Instant, Sleep, sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::tls::Certificate;

/// Connections at once, those that are not yet encrypted included: a class of 200 with the six that a browser opens, and room.
/// Whoever comes after them waits at the door.
const CONNECTIONS: usize = 2000;
/// How long it may take until a connection is encrypted.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// How long a connection is kept on which nothing moves.
const IDLE: Duration = Duration::from_mins(1);

/// Hands out connections that are encrypted already. Those that are still about it wait for nobody, and nobody for them.
#[derive(Debug)]
pub struct Listener {
    tcp: TcpListener,
    certificate: Arc<Certificate>,
    places: Arc<Semaphore>,
    handshakes: JoinSet<io::Result<(Connection, SocketAddr)>>,
}

impl Listener {
    /// At this socket, under this certificate.
    pub fn new(tcp: TcpListener, certificate: Arc<Certificate>) -> Self {
        Self { tcp, certificate, places: Arc::new(Semaphore::new(CONNECTIONS)), handshakes: JoinSet::new() }
    }
}

impl axum::serve::Listener for Listener {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let Self { tcp, certificate, places, handshakes } = self;
        loop {
            let arrival = async {
                let place = Arc::clone(places).acquire_owned().await.expect("nobody closes it");
                let (stream, peer) = axum::serve::Listener::accept(tcp).await;
                (place, stream, peer)
            };
            // Whichever is dropped has taken nothing yet: a connection that was not accepted is still with the system.
            tokio::select! {
                Some(done) = handshakes.join_next() => match done {
                    Ok(Ok(connection)) => return connection,
                    Ok(Err(error)) => tracing::debug!(%error, "a connection did not become encrypted"),
                    Err(error) => tracing::error!(%error, "a handshake broke down"),
                },
                (place, stream, peer) = arrival => {
                    let acceptor = TlsAcceptor::from(certificate.config());
                    handshakes.spawn(async move {
                        // The last words of the handshake would hold back the first answer until the browser had confirmed them.
                        stream.set_nodelay(true)?;
                        let stream = timeout(HANDSHAKE, acceptor.accept(stream)).await??;
                        Ok((Connection::new(stream, place), peer))
                    });
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.tcp.local_addr()
    }
}

/// A connection that ends itself when nothing has moved on it for [`IDLE`], and then makes its place free.
#[derive(Debug)]
pub struct Connection<S = TlsStream<TcpStream>> {
    stream: S,
    idle: Pin<Box<Sleep>>,
    _place: OwnedSemaphorePermit,
}

impl<S> Connection<S> {
    fn new(stream: S, place: OwnedSemaphorePermit) -> Self {
        Self { stream, idle: Box::pin(sleep(IDLE)), _place: place }
    }

    /// As the stream said, while there is still patience.
    fn patiently<T>(&mut self, cx: &mut Context<'_>, said: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        match said {
            Poll::Ready(_) => said,
            Poll::Pending => self.idle.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into())),
        }
    }

    /// The same where bytes move, which renews the patience.
    fn moving<T>(&mut self, cx: &mut Context<'_>, said: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if said.is_ready() {
            self.idle.as_mut().reset(Instant::now() + IDLE);
        }
        self.patiently(cx, said)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Connection<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let said = Pin::new(&mut self.stream).poll_read(cx, into);
        self.moving(cx, said)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Connection<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let said = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.moving(cx, said)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, cx: &mut Context<'_>, slices: &[IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let said = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.moving(cx, said)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let said = Pin::new(&mut self.stream).poll_flush(cx);
        self.patiently(cx, said)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let said = Pin::new(&mut self.stream).poll_shutdown(cx);
        self.patiently(cx, said)
    }
}

#[cfg(test)]
mod tests {
    use axum::serve::Listener as _;
    use rcgen::{CertifiedKey, generate_simple_self_signed};
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
    use tokio_rustls::TlsConnector;
    use tokio_rustls::rustls::pki_types::ServerName;
    use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::ring};

    use super::*;
    use crate::keys;

    async fn place() -> OwnedSemaphorePermit {
        Arc::new(Semaphore::new(1)).acquire_owned().await.unwrap()
    }

    /// A listener with two places, and what it takes to reach it.
    async fn listener() -> (Listener, SocketAddr, TlsConnector) {
        let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (chain, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
        std::fs::write(&chain, cert.pem()).unwrap();
        keys::write_private(&key, &signing_key.serialize_pem()).unwrap();
        let certificate = Arc::new(Certificate::open(chain, key).unwrap());
        let mut listener = Listener::new(TcpListener::bind("127.0.0.1:0").await.unwrap(), certificate);
        listener.places = Arc::new(Semaphore::new(2));
        let mut roots = RootCertStore::empty();
        roots.add(cert.der().clone()).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let address = listener.local_addr().unwrap();
        (listener, address, TlsConnector::from(Arc::new(config)))
    }

    #[tokio::test]
    async fn waits_for_nobody_who_says_nothing() {
        let (mut listener, address, connector) = listener().await;
        let silent = TcpStream::connect(address).await.unwrap();
        let client = tokio::spawn(async move {
            let stream = TcpStream::connect(address).await.unwrap();
            let mut stream = connector.connect(ServerName::try_from("localhost").unwrap(), stream).await.unwrap();
            stream.write_all(b"kia ora").await.unwrap();
            stream.flush().await.unwrap();
            stream
        });
        let (mut connection, _) = listener.accept().await;
        let mut said = [0; 7];
        connection.read_exact(&mut said).await.unwrap();
        assert_eq!(&said, b"kia ora");
        // Both places are taken, and one is free again when its connection is gone.
        assert_eq!(listener.places.available_permits(), 0);
        drop(connection);
        assert_eq!(listener.places.available_permits(), 1);
        drop((silent, client));
    }

    #[tokio::test(start_paused = true)]
    async fn gives_up_a_handshake_that_does_not_come() {
        let (mut listener, address, _) = listener().await;
        let silent = TcpStream::connect(address).await.unwrap();
        assert!(timeout(HANDSHAKE * 2, listener.accept()).await.is_err());
        assert_eq!(listener.places.available_permits(), 2);
        drop(silent);
    }

    #[tokio::test(start_paused = true)]
    async fn ends_a_connection_on_which_nothing_moves() {
        let (near, mut far) = duplex(64);
        let mut connection = Connection::new(near, place().await);
        let began = Instant::now();
        let mut byte = [0];
        // A byte in the middle of it renews the patience.
        tokio::spawn(async move {
            sleep(IDLE / 2).await;
            far.write_all(b"x").await.unwrap();
            sleep(IDLE * 10).await;
            drop(far);
        });
        connection.read_exact(&mut byte).await.unwrap();
        let error = connection.read_exact(&mut byte).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert_eq!(began.elapsed().as_secs(), (IDLE / 2 + IDLE).as_secs());
    }

    #[tokio::test(start_paused = true)]
    async fn ends_a_connection_whose_other_side_reads_nothing() {
        let (near, far) = duplex(64);
        let mut connection = Connection::new(near, place().await);
        let error = connection.write_all(&[0; 65]).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        drop(far);
    }
}
