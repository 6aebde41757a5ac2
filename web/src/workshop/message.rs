//! What page and worker say to each other, as JSON; what is long travels beside it as it is.

use api::attempt::ItemView;
use api::statistics::Statistics;
use serde::{Deserialize, Serialize};

/// A question of the page, with a number that the answer carries too.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// Counts the questions.
    pub number: u32,
    /// What is asked.
    pub ask: Ask,
}

/// What the page asks for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Ask {
    /// Take the bank that travels beside this, as the server gave it; gives [`Tell::Opened`].
    Open,
    /// Read and check all of it; gives [`Tell::Looked`].
    Look,
    /// Rows of the table; gives [`Tell::Rows`].
    Rows(Query),
    /// The form of an item; gives [`Tell::Item`].
    Item(String),
    /// What a form makes of its item; gives [`Tell::Tried`].
    Try(Form),
    /// What an item would be with this text; gives [`Tell::Item`].
    TryText {
        /// Its id.
        id: String,
        /// The whole file.
        text: String,
    },
    /// What is wrong with the bank with another text in a file; gives [`Tell::Checked`].
    Check {
        /// Which.
        path: String,
        /// What would stand there.
        text: String,
    },
    /// Read the file that travels beside this; gives [`Tell::Parsed`].
    Parse {
        /// Its name; empty for a folder, whose files travel as pairs of path and bytes.
        name: String,
    },
    /// What would become of what was read; gives [`Tell::Planned`].
    Plan(Choices),
    /// Rows of that; gives [`Tell::PlanRows`].
    PlanRows(PlanQuery),
    /// One of them; gives [`Tell::PlanItem`].
    PlanItem(usize),
    /// What to do with one that collides, or with all of a state; gives [`Tell::Planned`].
    Resolve {
        /// Its place; none for all that are in the state.
        index: Option<usize>,
        /// Of which.
        state: State,
        /// What to do.
        resolution: Resolution,
    },
    /// The files to put, as the server takes them; they travel beside [`Tell::Files`].
    Files {
        /// What was done, for the history.
        why: String,
    },
    /// The bank in another format; it travels beside [`Tell::Exported`].
    Export {
        /// Which.
        format: String,
        /// What was found of its questions, for the formats that can say it.
        statistics: Option<Statistics>,
    },
}

/// What the worker says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Told {
    /// Of the question that it answers; 0 for none.
    pub number: u32,
    /// What.
    pub tell: Tell,
}

/// An answer, or word of how far one is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Tell {
    /// It listens.
    Ready,
    /// So far it is.
    Progress(Progress),
    /// The bank is there.
    Opened(Opened),
    /// It was checked.
    Looked(Looked),
    /// Rows of the table.
    Rows(Rows),
    /// An item's form.
    Item(Box<ItemGiven>),
    /// What a form makes of its item.
    Tried(Box<Tried>),
    /// What is wrong with a file.
    Checked(Vec<Found>),
    /// A file was read.
    Parsed(Parsed),
    /// What would become of it.
    Planned(Planned),
    /// Rows of that.
    PlanRows(PlanRows),
    /// One of them.
    PlanItem(Box<PlanItem>),
    /// The files to put travel beside this.
    Files(usize),
    /// A file travels beside this.
    Exported(Exported),
    /// It cannot be done, and why.
    Failed(String),
}

/// How far something is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// So many are done.
    pub done: usize,
    /// Of so many; 0 where that is not known.
    pub all: usize,
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// The file is read.
    Reading,
    /// Its questions become items.
    Converting,
    /// They are held against what is there.
    Comparing,
    /// The bank is checked.
    Checking,
}

/// A bank that was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Counts its changes.
    pub revision: i64,
    /// The language of its items.
    pub lang: String,
    /// Id and text of each.
    pub outcomes: Vec<(String, String)>,
    /// How many items it has.
    pub items: usize,
    /// Files beside items and pictures, by path.
    pub files: Vec<String>,
    /// The id of the micro-credential that it leads to.
    pub micro_credential: Option<String>,
}

/// A bank that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// Items that could be read.
    pub items: usize,
    /// How many problems are errors, but for what is only lacking.
    pub errors: usize,
    /// How many things are lacking: nothing is wrong with what there is, and it cannot be published without them.
    pub lacking: usize,
    /// How many are warnings.
    pub warnings: usize,
    /// Codes of problems of items, with how many items have one.
    pub flags: Vec<(String, usize)>,
    /// Problems of what is no item, but for what is only lacking: at most a hundred.
    pub others: Vec<Found>,
    /// What is lacking: at most a hundred.
    pub before: Vec<Found>,
    /// Items by outcome and difficulty.
    pub coverage: Vec<Coverage>,
}

/// How many items an outcome has, by difficulty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// The outcome's id.
    pub outcome: String,
    /// Of credit, in the steps of [`STEPS`].
    pub credit: Vec<usize>,
    /// Of practice.
    pub practice: Vec<usize>,
}

/// Where one step of difficulty ends and the next begins.
pub const STEPS: [f64; 5] = [-2.0, -1.0, 0.0, 1.0, 2.0];

/// Something that is wrong, or that somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Whether it stands in the way.
    pub error: bool,
    /// For programs.
    pub code: String,
    /// In words: a file and a line, a sheet and a cell.
    pub place: String,
    /// As the file calls it.
    pub field: String,
    /// What is there.
    pub value: String,
    /// What is wrong and what was expected.
    pub message: String,
}

/// Which rows of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// Words that all have to be in the item.
    pub words: String,
    /// An outcome's id; empty for all.
    pub outcome: String,
    /// A status; empty for all.
    pub status: String,
    /// A pool; empty for all.
    pub pool: String,
    /// A problem's code, `error` for any error, `any` for any; empty for all.
    pub flag: String,
    /// The first.
    pub from: usize,
    /// How many.
    pub count: usize,
}

/// Rows of the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rows {
    /// How many fit the query.
    pub fitting: usize,
    /// The place of the first that is given.
    pub from: usize,
    /// They.
    pub rows: Vec<Row>,
}

/// An item in the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// The first words of its prompt.
    pub words: String,
    /// Its type.
    pub kind: String,
    /// Its pool.
    pub pool: String,
    /// Its status.
    pub status: String,
    /// Its outcomes.
    pub outcomes: Vec<String>,
    /// Its difficulty in logits.
    pub difficulty: f64,
    /// How many errors it has.
    pub errors: usize,
    /// Codes of its warnings.
    pub flags: Vec<String>,
}

/// An item as a form has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Form {
    /// Its id, which is the file's name.
    pub id: String,
    /// Its type.
    pub kind: String,
    /// Practice or credit.
    pub pool: String,
    /// Its status.
    pub status: String,
    /// Ids of its outcomes.
    pub outcomes: Vec<String>,
    /// Difficulty, as typed.
    pub b: String,
    /// How sure that is, as typed.
    pub b_sd: String,
    /// Where the difficulty comes from.
    pub source: String,
    /// Markdown.
    pub prompt: String,
    /// Options with a box.
    pub options: Vec<FormOption>,
    /// The right number, as typed.
    pub value: String,
    /// How far off is still right, as typed.
    pub tolerance: String,
    /// Shown beside the field.
    pub unit: String,
    /// The right texts, one a line.
    pub accept: String,
    /// Whether upper and lower case differ.
    pub case: bool,
    /// For all, after the answer: Markdown.
    pub feedback: String,
    /// The file before, whose other lines stay as they are; empty for a new item.
    pub base: String,
}

/// An option in a form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FormOption {
    /// What logs call it.
    pub id: String,
    /// Whether it is right.
    pub key: bool,
    /// Markdown.
    pub text: String,
    /// Markdown.
    pub feedback: String,
    /// The weight in its box, where that is neither 0 nor 1.
    pub weight: Option<f64>,
}

/// An item to edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemGiven {
    /// The file's text.
    pub text: String,
    /// In parts; absent where it cannot be taken apart.
    pub form: Option<Form>,
    /// The ids before and after it.
    pub neighbours: [Option<String>; 2],
    /// What is wrong, and how learners see it.
    pub tried: Tried,
}

/// What a form makes of its item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tried {
    /// The file.
    pub text: String,
    /// What is wrong with it.
    pub found: Vec<Found>,
    /// As learners see it, where it can be shown.
    pub view: Option<ItemView>,
    /// Ids of items that are nearly the same, with why.
    pub alike: Vec<(String, String)>,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parsed {
    /// Its name.
    pub name: String,
    /// What kind of file it is, in words.
    pub format: String,
    /// Whether it is a bank's own folder, whose items say pool and status themselves.
    pub native: bool,
    /// How many questions were read.
    pub questions: usize,
    /// What is wrong with it, in full: how many are errors.
    pub errors: usize,
    /// How many are warnings.
    pub warnings: usize,
    /// The first of them, errors first: at most two hundred.
    pub found: Vec<Found>,
    /// Names of outcomes and tags in it that the bank has no outcome for, with how many questions have one.
    pub labels: Vec<(String, usize)>,
    /// Whether the questions state a pool or a status.
    pub states: bool,
}

/// What is chosen for what was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// `practice` or `credit`; empty for what the file says.
    pub pool: String,
    /// A status; empty for what the file says.
    pub status: String,
    /// The outcome of a question that names none.
    pub outcome: String,
    /// Labels of the file with the outcome that each stands for.
    pub mapping: Vec<(String, String)>,
}

/// What would become of what was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// Counts the changes of plans: two that say the same may hold other rows.
    pub turn: u32,
    /// New items.
    pub added: usize,
    /// Items with the id of one that is there and nearly says the same.
    pub changed: usize,
    /// As they are there.
    pub same: usize,
    /// Another question with the id of one that is there.
    pub collides: usize,
    /// What cannot be an item.
    pub left_out: usize,
    /// Items that are nearly the same as another.
    pub alike: usize,
    /// Files that would be put.
    pub files: usize,
    /// What was not kept, and what stands in the way: at most two hundred.
    pub found: Vec<Found>,
    /// Errors of items, most of them of such as are left out, beyond those of [`Parsed`].
    pub errors: usize,
    /// The first of them: at most two hundred.
    pub refused: Vec<Found>,
}

/// What becomes of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum State {
    /// It is new.
    Added,
    /// It changes one that is there.
    Changed,
    /// It is there as it is.
    Same,
    /// Another question has its id.
    Collides,
    /// It cannot be an item.
    LeftOut,
}

/// What to do where an id is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Resolution {
    /// Leave what is there.
    Keep,
    /// Put it in its place.
    Replace,
    /// Have both, under a new id.
    Both,
}

/// Which rows of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanQuery {
    /// Only those; none for all.
    pub state: Option<State>,
    /// Only those that are nearly the same as another.
    pub alike: bool,
    /// The first.
    pub from: usize,
    /// How many.
    pub count: usize,
}

/// Rows of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRows {
    /// How many fit.
    pub fitting: usize,
    /// The place of the first that is given, among those that fit.
    pub from: usize,
    /// They.
    pub rows: Vec<PlanRow>,
}

/// One of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRow {
    /// Its place in the file.
    pub index: usize,
    /// What it is called there.
    pub id: String,
    /// What it would be called here.
    pub becomes: String,
    /// The first words of its prompt.
    pub words: String,
    /// Its type.
    pub kind: String,
    /// What becomes of it.
    pub state: State,
    /// What to do where its id is there already.
    pub resolution: Resolution,
    /// What is wrong with it.
    pub found: Vec<Found>,
    /// What it is nearly the same as, with why.
    pub alike: Vec<(String, String)>,
}

/// One of a plan in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanItem {
    /// Its row.
    pub row: PlanRow,
    /// What is there.
    pub before: Option<String>,
    /// What would be.
    pub after: Option<String>,
    /// As learners would see it.
    pub view: Option<ItemView>,
}

/// A bank in another format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub mime: String,
    /// What the format cannot say: how many.
    pub left_out: usize,
    /// The first of them: at most fifty.
    pub found: Vec<Found>,
}
