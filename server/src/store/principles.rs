//! What the page of the ten principles asks of the records.

use super::{Error, Store};

impl Store {
    /// The newest status list in which credentials of this micro-credential have their places, by its id.
    pub async fn newest_list_of(&self, micro_credential: &str) -> Result<Option<String>, Error> {
        let row = sqlx::query_scalar(
            "select status_list.id from status_list where exists \
             (select 1 from status_entry join credential on credential.id = status_entry.credential \
              where status_entry.list = status_list.id and credential.achievement = $1) \
             order by status_list.opened_at desc, status_list.id limit 1",
        );
        Ok(row.bind(micro_credential).fetch_optional(self.readers()).await?)
    }
}
