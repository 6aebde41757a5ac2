-- Credentials have names of their own: they are signed again, revoked, and given without an attempt.

create table credential (
    -- Random. A badge of before keeps its attempt's.
    id text not null primary key,
    learner text not null references learner (id),
    source text not null check (source in ('attempt', 'hand', 'pathway')),
    -- Of those that an attempt earned.
    attempt text references attempt (id),
    kind text not null default 'achievement' check (kind in ('achievement', 'clr')),
    -- Id of the micro-credential or the pathway.
    achievement text not null,
    title text not null,
    -- Signed. Empty once it was superseded and said a name that its holder no longer has.
    document text not null,
    -- DID, and the name of the key that signed.
    issuer text not null,
    key text not null,
    -- When it was earned; stays when it is signed again.
    awarded_at bigint not null,
    issued_at bigint not null,
    -- What its holder lets it say of the measurement, as a JSON object.
    says text not null default '{"score":false,"standard_error":false,"mastery":false,"name":false}',
    replaces text references credential (id),
    replaced_by text references credential (id),
    check ((source = 'attempt') = (attempt is not null))
);
create index credential_by_learner on credential (learner, awarded_at);
-- Of one attempt one credential counts.
create unique index credential_by_attempt on credential (attempt) where replaced_by is null and kind = 'achievement';
create index credential_by_key on credential (key);

-- What became of it, in order and for good; without a row it is in force.
create table credential_status (
    credential text not null references credential (id),
    seq bigint not null,
    state text not null check (state in ('active', 'suspended', 'revoked')),
    -- One of a closed set: all that others are told.
    code text not null,
    -- In words, for its holder alone. May be emptied.
    reason text not null,
    -- Null where the server did it, signing again.
    staff text references tutor (id),
    at bigint not null,
    primary key (credential, seq)
);
create trigger credential_status_is_never_changed before update of credential, seq, state, code, staff, at on credential_status
begin
    select raise(abort, 'what became of a credential is append-only');
end;
create trigger credential_status_is_never_deleted before delete on credential_status
begin
    select raise(abort, 'what became of a credential is append-only');
end;

-- Bitstring status lists. One list is served as two: of revocations and of suspensions, with the same places.
create table status_list (
    id text not null primary key,
    -- Who signs it: the issuer of the credentials in it.
    issuer text not null,
    -- What stands before its path in credentials: the public URL at the time.
    base text not null,
    opened_at bigint not null
);
create index status_list_by_issuer on status_list (issuer, base);

-- Places drawn at random; each is used once.
create table status_entry (
    list text not null references status_list (id),
    position bigint not null check (position between 0 and 131071),
    credential text not null unique references credential (id),
    revoked bigint not null default 0 check (revoked in (0, 1)),
    suspended bigint not null default 0 check (suspended in (0, 1)),
    primary key (list, position)
);
create trigger status_entry_stays_revoked before update of revoked on status_entry when old.revoked = 1 and new.revoked = 0
begin
    select raise(abort, 'a revoked credential stays revoked');
end;

-- As last signed. Gone when an entry changes.
create table status_signed (
    list text not null references status_list (id),
    purpose text not null check (purpose in ('revocation', 'suspension')),
    document text not null,
    signed_at bigint not null,
    valid_until bigint not null,
    primary key (list, purpose)
);

-- Credentials given without an assessment: proposed by one person, decided by another.
create table hand_award (
    id text not null primary key,
    learner text not null references learner (id),
    micro_credential text not null,
    -- Digest of what the micro-credential said.
    terms text not null references terms (digest),
    -- Digest of the bank and blueprint whose outcomes it names.
    assessment text not null references assessment (digest),
    -- What was looked at instead; stands in the credential.
    evidence text not null,
    proposed_by text not null references tutor (id),
    proposed_at bigint not null,
    decided_by text references tutor (id),
    decided_at bigint,
    decision text check (decision in ('signed', 'refused')),
    decision_note text not null default '',
    credential text references credential (id),
    check (decided_by is null or decided_by <> proposed_by)
);
create index hand_award_by_learner on hand_award (learner);

insert into credential (id, learner, source, attempt, achievement, title, document, issuer, key, awarded_at, issued_at, says)
select badge.attempt, seat.learner, 'attempt', badge.attempt, seat.micro_credential,
       coalesce(json_extract(badge.document, '$.name'), seat.micro_credential), badge.document, badge.issuer,
       coalesce(json_extract(badge.document, '$.proof[0].verificationMethod'), badge.issuer),
       coalesce(attempt.finished_at, badge.issued_at), badge.issued_at,
       -- Badges of before said all of it.
       '{"score":true,"standard_error":true,"mastery":true,"name":false}'
from badge join attempt on attempt.id = badge.attempt join seat on seat.id = attempt.seat;

create table credential_share (
    credential text not null primary key references credential (id),
    token text not null unique,
    show_name bigint not null,
    created_at bigint not null
);
insert into credential_share (credential, token, show_name, created_at) select attempt, token, show_name, created_at from share;
drop table share;
alter table credential_share rename to share;

-- A decision is about what an attempt earned, whichever credential says so.
create table decision_of_badge (
    attempt text not null references attempt (id),
    seq bigint not null references key_correction (seq),
    decision text not null check (decision in ('keep', 'withdraw')),
    reason text not null,
    staff text not null references tutor (id),
    at bigint not null,
    primary key (attempt, seq)
);
insert into decision_of_badge (attempt, seq, decision, reason, staff, at)
select attempt, seq, decision, reason, staff, at from badge_decision;
drop table badge_decision;
alter table decision_of_badge rename to badge_decision;
drop table badge;

-- Badges of before have no place in a list: what was decided of them is on record, and told where they are shown.
insert into credential_status (credential, seq, state, code, reason, staff, at)
select d.attempt, 1, 'revoked', 'result_corrected', d.reason, d.staff, d.at from badge_decision d
join credential on credential.id = d.attempt
where d.decision = 'withdraw' and not exists (select 1 from badge_decision later where later.attempt = d.attempt and later.seq > d.seq);
