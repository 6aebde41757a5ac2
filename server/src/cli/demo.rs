//! `assay demo`: simulated learners, to see what every page shows once somebody has been there.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{print, wrong_use};
use crate::clock::now;
use crate::running::demo::{self, Refused};
use crate::store::Store;
use crate::{catalogue, keys, sealed, workshop};

/// Arguments of `assay demo`.
///
/// Thirty learners called "Demo …" at example.org sit the first specimen through the real session loop, over the two weeks before
/// now, in a cohort "Demo cohort". They earn no badge. The server may be running. Exit status: 0 done, 1 it could not be done, 2 wrong use.
#[derive(Debug, Args)]
pub struct Demo {
    /// Folder for records and keys; made if it is missing
    #[arg(long, value_name = "DIR", default_value = "data", env = "ASSAY_DATA")]
    data: PathBuf,
    /// Folder of item banks, each in a folder of its own
    #[arg(long, value_name = "DIR", default_value = "item-banks", env = "ASSAY_BANKS")]
    banks: PathBuf,
    /// Remove them again, with all that they did
    #[arg(long)]
    remove: bool,
}

impl Demo {
    /// Runs it.
    pub fn run(self) -> ExitCode {
        let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => return wrong_use(&format!("the runtime does not start: {error}")),
        };
        let file = self.data.join("assay.db");
        if self.remove && !file.is_file() {
            return wrong_use(&format!("{}: there are no records here; name their folder with --data", self.data.display()));
        }
        let done = runtime.block_on(async {
            if self.remove {
                let store = Store::open(&file).await.map_err(|error| error.to_string())?;
                let gone = demo::remove(&store, None, now()).await.map_err(|error| error.to_string())?;
                store.close().await;
                return Ok(format!("{gone} simulated learners are gone, with all that they did"));
            }
            let shelf = catalogue::shelf(&self.banks).map_err(|error| format!("{}: {error}", self.banks.display()))?;
            keys::private_folder(&self.data).map_err(|error| format!("{}: {error}", self.data.display()))?;
            let store = Store::open(&file).await.map_err(|error| error.to_string())?;
            let (published, _) = workshop::published(&store).await.map_err(|error| error.to_string())?;
            let loaded = catalogue::build(&catalogue::newest(&shelf, published), &shelf.planned);
            sealed::keep_assessments(&store, &loaded.catalogue).await.map_err(|error| error.to_string())?;
            let made =
                demo::make(&store, &loaded.catalogue, None, now()).await.map_err(|refused: Refused| refused.to_string())?;
            store.close().await;
            Ok::<_, String>(format!("{made} simulated learners are here; `assay demo --remove` removes them"))
        });
        match done {
            Ok(words) => {
                print(&words);
                ExitCode::SUCCESS
            }
            Err(why) => {
                eprintln!("assay: {why}");
                ExitCode::FAILURE
            }
        }
    }
}
