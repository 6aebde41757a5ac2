-- Running assessments: cohorts, what learners report and appeal, corrected keys.

-- Learners who sit the same thing in the same time.
create table cohort (
    id text not null primary key,
    name text not null,
    micro_credential text not null,
    opens_at bigint not null,
    closes_at bigint not null,
    -- At most so many attempts; null: as the micro-credential's own rule says.
    attempts bigint,
    -- Minutes for an attempt, pauses not counted; null: no limit.
    minutes bigint,
    -- Whether its learners are simulated: removed as a whole, never awarded.
    demo bigint not null default 0,
    made_by text references tutor (id),
    made_at bigint not null,
    check (opens_at < closes_at)
);
alter table code add column cohort text references cohort (id);

create table cohort_seat (
    cohort text not null references cohort (id),
    seat text not null references seat (id),
    -- By how much the allowed time is multiplied. Why is nowhere.
    extra_time double precision not null default 1 check (extra_time >= 1 and extra_time <= 4),
    joined_at bigint not null,
    primary key (cohort, seat)
);
create index cohort_by_seat on cohort_seat (seat);

-- What a learner says is wrong: with an item (a report), or with what an attempt came to (an appeal).
create table concern (
    id text not null primary key,
    kind text not null check (kind in ('report', 'appeal')),
    micro_credential text not null,
    attempt text not null references attempt (id),
    -- The bank's own name of the item; null for an appeal.
    item text,
    words text not null,
    made_at bigint not null
);
create index concern_by_attempt on concern (attempt);

-- What became of it, in order and for good.
create table concern_step (
    concern text not null references concern (id),
    seq bigint not null,
    at bigint not null,
    -- Null for the learner's own.
    staff text references tutor (id),
    state text not null check (state in ('open', 'looking', 'upheld', 'declined')),
    words text not null,
    primary key (concern, seq)
);
create trigger concern_step_is_never_changed before update on concern_step
begin
    select raise(abort, 'what became of a concern is append-only');
end;
create trigger concern_step_is_never_deleted before delete on concern_step
when not exists (select 1 from erasure join concern on concern.attempt = erasure.attempt where concern.id = old.concern)
begin
    select raise(abort, 'what became of a concern is append-only');
end;

-- A key that was wrong. Answers on record are scored again by it; nothing on record changes.
create table key_correction (
    id text not null primary key,
    micro_credential text not null,
    item text not null,
    old_key text not null,
    new_key text not null,
    reason text not null,
    proposed_by text not null references tutor (id),
    proposed_at bigint not null,
    decided_by text references tutor (id),
    decided_at bigint,
    decision text check (decision in ('applied', 'dropped')),
    -- The order in which corrections were applied.
    seq bigint unique
);

-- What an attempt came to by corrected keys; the newest counts.
create table rescore (
    attempt text not null references attempt (id),
    -- Of the newest correction that it takes into account.
    seq bigint not null references key_correction (seq),
    verdict_before text not null,
    mastery_before double precision not null,
    verdict text not null,
    mastery double precision not null,
    at bigint not null,
    primary key (attempt, seq)
);

-- What a person decided of a badge whose verdict changed.
create table badge_decision (
    attempt text not null references badge (attempt),
    seq bigint not null references key_correction (seq),
    decision text not null check (decision in ('keep', 'withdraw')),
    reason text not null,
    staff text not null references tutor (id),
    at bigint not null,
    primary key (attempt, seq)
);
