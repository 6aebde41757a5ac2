//! The definition of a micro-credential in the workshop, as a form has it: every field by its path in `credential.toml`, as it is typed.

use engine::blueprint::Delivery;
use serde::{Deserialize, Serialize};

/// The definition of a bank, to be looked at and changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DefinitionDraft {
    /// The bank.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Counts the bank's changes.
    pub revision: i64,
    /// Whether the file can be read at all; if not, only its text can be mended.
    pub readable: bool,
    /// What the file says, and what is wrong with it.
    pub checked: CheckedDefinition,
    /// The bank's outcomes, with what they are aligned with.
    pub outcomes: Vec<AlignedOutcome>,
    /// The bank's blueprints.
    pub blueprints: Vec<BlueprintChoice>,
}

/// A definition that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckedDefinition {
    /// The bank's revision.
    pub revision: i64,
    /// What it says.
    pub values: Vec<FieldValue>,
    /// What is wrong with it.
    pub problems: Vec<FieldProblem>,
    /// The file.
    pub text: String,
}

/// What a field says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldValue {
    /// As `level.framework`.
    pub path: String,
    /// As typed; of lists each entry on a line, with ` | ` between the parts of an entry.
    pub value: String,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// As `level.framework`; of an entry of a list, the list's.
    pub path: String,
    /// What is there.
    pub value: String,
    /// What was expected.
    pub expected: String,
    /// Whether nothing is published for it.
    pub error: bool,
}

/// An outcome of the bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AlignedOutcome {
    /// As `SD-1`.
    pub id: String,
    /// What a learner can do.
    pub text: String,
    /// What it is aligned with.
    pub alignments: Vec<AlignmentLink>,
}

/// A link from an outcome to a framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AlignmentLink {
    /// The framework, as `esco`.
    pub framework: String,
    /// The competency's own address.
    pub uri: String,
    /// How they relate, as `isRelatedTo`.
    pub relation: String,
    /// The competency's name there.
    pub name: Option<String>,
    /// The code by which people cite it there.
    #[serde(default)]
    pub code: Option<String>,
    /// By which standard the framework is published: `CASE`, or absent.
    #[serde(default)]
    pub standard: Option<String>,
}

/// A blueprint of the bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlueprintChoice {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it runs.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub delivery: Delivery,
}

/// Values that a definition is to have; those that are not named stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WriteDefinition {
    /// The revision that they were made from.
    pub revision: i64,
    /// The values; a blank one is taken out.
    pub values: Vec<FieldValue>,
}

/// What an outcome is to be aligned with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WriteAlignments {
    /// The revision that they were made from.
    pub revision: i64,
    /// The outcome's id.
    pub outcome: String,
    /// All of it.
    pub alignments: Vec<AlignmentLink>,
}

/// A file that is to be read as CASE JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseFile {
    /// The file's name.
    pub name: String,
    /// The file.
    pub text: String,
}

/// A framework of competencies, read from CASE JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseFramework {
    /// Its title.
    pub title: String,
    /// Who publishes it.
    pub creator: String,
    /// What is wrong with the file, with places; items that these name are left out.
    pub problems: Vec<String>,
    /// Its items.
    pub items: Vec<CaseEntry>,
}

/// An item of a framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseEntry {
    /// Its own address.
    pub uri: String,
    /// As people cite it.
    pub code: Option<String>,
    /// What it says.
    pub statement: String,
    /// What the item says of which it is a part.
    pub parent: Option<String>,
}
