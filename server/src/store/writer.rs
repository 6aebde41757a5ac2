//! The one writer: what is queued is committed as one group, and each is answered after the commit.
//!
//! One transaction for each request would wait for the disk once a request; a group waits once for all of it. A request that
//! fails inside a group is rolled back to its own savepoint and harms no other.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor, SqliteConnection};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use super::Error;

/// Requests that wait at most; one more is refused rather than queued.
const QUEUE: usize = 4096;
/// Requests in one group at most.
const GROUP: usize = 256;

/// What a unit of work comes to.
pub type Work<'c, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'c>>;

type Job = Box<dyn for<'c> FnOnce(&'c mut SqliteConnection) -> Pin<Box<dyn Future<Output = Done> + Send + 'c>> + Send>;

/// A job that has run: whether to keep it, and whom to tell once that is on disk.
struct Done {
    keep: bool,
    tell: Box<dyn FnOnce() + Send>,
}

/// A handle on the writer's queue.
pub struct Writer {
    queue: Mutex<Option<mpsc::Sender<Job>>>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the writer's task on a connection of its own.
    pub fn start(options: SqliteConnectOptions) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let task = tokio::spawn(supervise(options, receiver));
        Self { queue: Mutex::new(Some(sender)), task: Mutex::new(Some(task)) }
    }

    /// Runs `work` and returns when what it did is on disk, or when nothing of it is.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> Work<'c, T> + Send + 'static,
    {
        let queue = self.queue.lock().expect("no holder panics").clone().ok_or(Error::Unavailable)?;
        let (tell, told) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            Box::pin(async move {
                let result = work(connection).await;
                let keep = result.is_ok();
                // Whoever asked may have gone; the work stands all the same.
                Done { keep, tell: Box::new(move || drop(tell.send(result))) }
            })
        });
        queue.try_send(job).map_err(|_| Error::Unavailable)?;
        // A dropped sender means that the group was not committed.
        told.await.unwrap_or(Err(Error::Unavailable))
    }

    /// Takes no more work, and returns when everything queued is on disk.
    pub async fn drain(&self) {
        drop(self.queue.lock().expect("no holder panics").take());
        let task = self.task.lock().expect("no holder panics").take();
        if let Some(task) = task {
            drop(task.await);
        }
    }
}

/// Keeps a writer alive: whatever becomes of one group, the next is tried on a fresh connection.
async fn supervise(options: SqliteConnectOptions, receiver: mpsc::Receiver<Job>) {
    let receiver = Arc::new(tokio::sync::Mutex::new(receiver));
    loop {
        let (options, receiver) = (options.clone(), receiver.clone());
        match tokio::spawn(async move { run(&options, &mut *receiver.lock().await).await }).await {
            Ok(Ended::Drained) => return,
            Ok(Ended::Broken(error)) => tracing::error!(%error, "the writer begins again on a fresh connection"),
            Err(error) => tracing::error!(%error, "the writer begins again after a panic"),
        }
    }
}

enum Ended {
    Drained,
    Broken(sqlx::Error),
}

async fn run(options: &SqliteConnectOptions, receiver: &mut mpsc::Receiver<Job>) -> Ended {
    let mut connection: Option<SqliteConnection> = None;
    let mut group = Vec::with_capacity(GROUP);
    while receiver.recv_many(&mut group, GROUP).await > 0 {
        let open = match connection.take() {
            Some(open) => Ok(open),
            None => options.connect().await,
        };
        // On an error the group is dropped, which tells everyone in it that nothing was stored.
        let mut open = match open {
            Ok(open) => open,
            Err(error) => return Ended::Broken(error),
        };
        if let Err(error) = commit(&mut open, group.drain(..)).await {
            return Ended::Broken(error);
        }
        connection = Some(open);
    }
    if let Some(open) = connection {
        drop(open.close().await);
    }
    Ended::Drained
}

async fn commit(connection: &mut SqliteConnection, group: impl Iterator<Item = Job>) -> Result<(), sqlx::Error> {
    connection.execute("begin immediate").await?;
    let mut done = Vec::new();
    for job in group {
        connection.execute("savepoint job").await?;
        let one = job(connection).await;
        if !one.keep {
            connection.execute("rollback to savepoint job").await?;
        }
        connection.execute("release savepoint job").await?;
        done.push(one);
    }
    connection.execute("commit").await?;
    for one in done {
        (one.tell)();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use sqlx::Row;
    use sqlx::sqlite::SqliteConnectOptions;

    use super::*;
    use crate::store::Store;

    async fn insert(store: &Store, id: &'static str, fails: bool) -> Result<(), Error> {
        store
            .write(move |db| {
                Box::pin(async move {
                    sqlx::query("insert into learner (id, created_at) values ($1, 0)").bind(id).execute(&mut *db).await?;
                    if fails { Err(Error::Unavailable) } else { Ok(()) }
                })
            })
            .await
    }

    async fn learners(store: &Store) -> Vec<String> {
        let rows = sqlx::query("select id from learner order by id").fetch_all(store.readers()).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    #[tokio::test]
    async fn undoes_one_of_a_group_without_harm_to_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("x.db")).await.unwrap();
        let (a, b, c, d) = tokio::join!(
            insert(&store, "a", false),
            insert(&store, "b", true),
            insert(&store, "c", false),
            insert(&store, "a", false)
        );
        assert!(a.is_ok() && c.is_ok());
        assert!(matches!(b, Err(Error::Unavailable)));
        assert!(matches!(d, Err(Error::Taken)));
        assert_eq!(learners(&store).await, ["a", "c"]);
        store.close().await;
        assert!(matches!(insert(&store, "e", false).await, Err(Error::Unavailable)), "nothing is taken after closing");
    }

    #[tokio::test]
    async fn outlives_a_panic_and_another_process_that_holds_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x.db");
        let store = Store::open_waiting(&file, Duration::from_millis(50)).await.unwrap();
        let panicked: Result<(), Error> = store.write(|_| Box::pin(async { panic!("as a test asks") })).await;
        assert!(matches!(panicked, Err(Error::Unavailable)));
        insert(&store, "a", false).await.unwrap();

        // Longer than the writer waits for a lock: what was asked for is refused, and the writer goes on afterwards.
        let mut other = SqliteConnectOptions::new().filename(&file).connect().await.unwrap();
        other.execute("begin immediate").await.unwrap();
        assert!(matches!(insert(&store, "b", false).await, Err(Error::Unavailable)));
        assert!(!store.is_ready().await);
        other.execute("rollback").await.unwrap();
        insert(&store, "c", false).await.unwrap();
        assert!(store.is_ready().await);
        assert_eq!(learners(&store).await, ["a", "c"]);
    }
}
