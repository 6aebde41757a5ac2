//! Counts what comes in over all connections, so that the whole of it is bounded: headers and what stands behind a redirect, too.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ureq::Error;
use ureq::unversioned::transport::{Buffers, ConnectionDetails, Connector, NextTimeout, Transport};

/// Makes connections that take from one number of bytes.
#[derive(Debug)]
pub struct Counting<C> {
    connector: C,
    left: Arc<AtomicU64>,
}

impl<C> Counting<C> {
    /// Connections of this kind, with so many bytes for all of them.
    pub fn new(connector: C, bytes: u64) -> Self {
        Self { connector, left: Arc::new(AtomicU64::new(bytes)) }
    }
}

impl<In: Transport, C: Connector<In>> Connector<In> for Counting<C> {
    type Out = Counted<C::Out>;

    fn connect(&self, details: &ConnectionDetails<'_>, chained: Option<In>) -> Result<Option<Self::Out>, Error> {
        let transport = self.connector.connect(details, chained)?;
        Ok(transport.map(|transport| Counted { transport, left: Arc::clone(&self.left) }))
    }
}

/// A connection that is counted.
#[derive(Debug)]
pub struct Counted<T> {
    transport: T,
    left: Arc<AtomicU64>,
}

impl<T: Transport> Transport for Counted<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.transport.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.transport.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        let before = self.transport.buffers().input().len();
        let has_come = self.transport.await_input(timeout)?;
        let came = self.transport.buffers().input().len().saturating_sub(before) as u64;
        let take = |left: u64| left.checked_sub(came);
        if self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_err() {
            // What is left is of no use to anybody: the next connection ends as soon.
            self.left.store(0, Ordering::Relaxed);
            return Err(Error::Other("more bytes came than one look may take".into()));
        }
        Ok(has_come)
    }

    fn is_open(&mut self) -> bool {
        self.transport.is_open()
    }

    fn is_tls(&self) -> bool {
        self.transport.is_tls()
    }
}
