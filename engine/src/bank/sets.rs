//! From a file's sets to live ones.

use std::collections::{BTreeMap, BTreeSet};

use super::file::{BankFile, SetOrder};
use super::{ItemId, ItemSet, Metric};
use crate::check::{Check, that};
use crate::model::ItemModel;

impl BankFile {
    /// The sets, and the models of those that are scored as one.
    pub(super) fn check_sets<const LOOKS: bool>(
        &self,
        check: &mut Check<LOOKS>,
        by_id: &BTreeMap<ItemId, usize>,
        essays: &BTreeSet<&str>,
        enemies: &[Vec<usize>],
    ) -> (Vec<ItemSet>, Vec<ItemModel>) {
        let (mut sets, mut testlets) = (Vec::new(), Vec::new());
        let (mut ids, mut taken) = (BTreeSet::new(), BTreeSet::new());
        for file in &self.sets {
            let place = || format!("set {}", file.id);
            that!(check, !file.id.is_empty() && ids.insert(&file.id), "set.id", &file.id, "a name that no other set has");
            that!(check, !file.stimulus.trim().is_empty(), &format!("{}: stimulus", place()), &"", "what its items share");
            that!(check, !file.items.is_empty(), &format!("{}: items", place()), &"none", "at least one item");
            let mut items = Vec::with_capacity(file.items.len());
            for id in &file.items {
                let position = by_id.get(id.as_str()).copied();
                that!(
                    check,
                    position.is_some() || essays.contains(id.as_str()),
                    &format!("{}: items", place()),
                    id,
                    "the id of an item in this bank",
                );
                let Some(position) = position else { continue };
                that!(check, taken.insert(position), &format!("{}: items", place()), id, "an item that no other set has");
                let among = enemies[position].iter().find(|enemy| items.contains(*enemy));
                that!(check, among.is_none(), &format!("{}: items", place()), id, "no two items that are enemies");
                items.push(position);
            }
            let before = check.problems.len();
            let curve = file.irt.as_ref().and_then(|irt| {
                let model = irt.check(check, Metric { d: self.d })?;
                that!(
                    check,
                    model.categories() == items.len() + 1,
                    &format!("{}: irt", place()),
                    &model.categories(),
                    &format!("{} categories, one more than it has items", items.len() + 1)
                );
                that!(
                    check,
                    irt.b_sd == 0.0,
                    &format!("{}: irt.b_sd", place()),
                    &irt.b_sd,
                    "0: a testlet is calibrated or not scored as one",
                );
                testlets.push(model);
                Some(by_id.len() + testlets.len() - 1)
            });
            for problem in &mut check.problems[before..] {
                if !problem.field.starts_with("set ") {
                    problem.field = format!("{}: {}", place(), problem.field);
                }
            }
            let set = ItemSet {
                id: file.id.clone(),
                stimulus: file.stimulus.clone(),
                items,
                ordered: file.order == SetOrder::Fixed,
                curve,
            };
            sets.push(set);
        }
        (sets, testlets)
    }
}
