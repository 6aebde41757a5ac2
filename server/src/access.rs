//! Who may do what: each permission with the roles that hold it. Which permission a request asks for stands beside its path, in
//! [`crate::operations`].

use api::staff::{Permission, Role};

/// Who may ask for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everyone.
    Anyone,
    /// Learners, for what is theirs.
    Learner,
    /// Whoever works here, for what is theirs.
    Staff,
    /// Whoever works here in a role with this permission.
    May(Permission),
}

/// The roles that hold a permission.
#[expect(clippy::match_same_arms, reason = "each area of work says for itself who holds its permissions")]
pub const fn roles(permission: Permission) -> &'static [Role] {
    use Role::{Assessor, Author, Invigilator, Judge, Moderator, Owner};
    match permission {
        Permission::ReadClasses => &[Owner, Assessor, Moderator],
        Permission::RunClasses => &[Owner, Assessor],
        Permission::ReadSittings => &[Owner, Assessor, Invigilator, Moderator],
        Permission::RunSittings => &[Owner, Invigilator],
        Permission::IssueCards => &[Owner, Assessor, Invigilator],
        // Whoever holds this sees keys.
        Permission::ReadQuestions => &[Owner, Author, Judge, Moderator],
        Permission::AcceptExposure => &[Owner, Author],
        Permission::ReadPeople | Permission::ReadTrail => &[Owner, Moderator],
        Permission::ManagePeople => &[Owner],
        Permission::EditBanks => &[Owner, Author],
        // Another of them than who proposed it.
        Permission::SignOffBanks => &[Owner, Author, Moderator],
        // Running it.
        Permission::ReadTrails => &[Owner, Assessor, Moderator],
        Permission::ReadConcerns => &[Owner, Author, Assessor, Moderator],
        Permission::DecideConcerns => &[Owner, Author, Assessor],
        // Whoever holds these sees keys. Judges do not: what others scored is not to guide their rating.
        Permission::ReadStatistics => &[Owner, Author, Moderator],
        Permission::CorrectKeys => &[Owner, Author],
        Permission::RunDemo => &[Owner],
        // Credentials.
        Permission::ReadCredentials => &[Owner, Assessor, Moderator],
        Permission::DecideCredentials => &[Owner, Assessor],
        Permission::ManageKeys => &[Owner],
        // Pathways.
        Permission::ReadPathways => &[Owner, Assessor, Moderator],
        Permission::RecogniseBadges => &[Owner, Assessor],
    }
}

/// Whether one of these roles holds the permission.
pub fn may(held: &[Role], permission: Permission) -> bool {
    roles(permission).iter().any(|role| held.contains(role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lets_an_owner_do_everything_and_a_moderator_read_and_sign_off() {
        assert!(Permission::ALL.iter().all(|permission| may(&[Role::Owner], *permission)));
        let read: Vec<_> = Permission::ALL.into_iter().filter(|permission| may(&[Role::Moderator], *permission)).collect();
        assert_eq!(
            read,
            [
                Permission::ReadClasses,
                Permission::ReadSittings,
                Permission::ReadQuestions,
                Permission::ReadPeople,
                Permission::ReadTrail,
                Permission::SignOffBanks,
                Permission::ReadTrails,
                Permission::ReadConcerns,
                Permission::ReadStatistics,
                Permission::ReadCredentials,
                Permission::ReadPathways
            ]
        );
    }
}
