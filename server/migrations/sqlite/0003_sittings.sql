-- Return cards take the place of personal links: a secret for a link, and a code to type. `code` is a keyed hash.
create table card (
    id text not null primary key,
    learner text not null references learner (id),
    token text not null unique,
    code text unique,
    -- The member of staff who made it; null where its learner did.
    made_by text references tutor (id),
    created_at bigint not null,
    revoked_at bigint
);
create index card_by_learner on card (learner);
insert into card (id, learner, token, created_at) select lower(hex(randomblob(16))), learner, token, created_at from link;
drop table link;
-- A session that was opened with a card ends with it.
alter table sign_in add column card text references card (id);

-- A room, an invigilator, and the time in which what learners do counts.
create table sitting (
    id text not null primary key,
    micro_credential text not null,
    title text not null,
    opened_by text not null references tutor (id),
    opened_at bigint not null,
    closes_at bigint not null,
    -- When it was closed before its time; null where it ran out or is open.
    closed_at bigint,
    signed_at bigint,
    signed_by text references tutor (id),
    note text not null default ''
);
alter table code add column sitting text references sitting (id);
-- Whoever joined only a sitting may not take the assessment without one.
alter table seat add column sealed bigint not null default 1;

create table sitting_seat (
    sitting text not null references sitting (id),
    seat text not null references seat (id),
    joined_at bigint not null,
    -- Whether the invigilator vouches for who sat there and how; null before the sign-off.
    vouched bigint,
    primary key (sitting, seat)
);
create index sitting_by_seat on sitting_seat (seat);

-- Of an attempt in a sitting: which, and when its browser was last heard.
alter table attempt add column sitting text references sitting (id);
alter table attempt add column heard_at bigint;
-- What the invigilator should know of how its log came.
alter table attempt add column remark text;
create index attempt_by_sitting on attempt (sitting);

-- Logs that were not taken, whole, with the first difference: nothing that was sent is lost.
create table refusal (
    attempt text not null references attempt (id),
    digest text not null,
    refused_at bigint not null,
    detail text not null,
    -- At the end of the row: it may be long, and is seldom read.
    log text not null,
    primary key (attempt, digest)
);

-- Items that have been in browsers with their keys.
create table exposure (
    bank text not null,
    item text not null,
    sitting text not null references sitting (id),
    exposed_at bigint not null,
    primary key (bank, item)
);
-- Where an author accepted that a sealed assessment asks them all the same.
create table exposure_accepted (
    micro_credential text not null,
    item text not null,
    staff text not null references tutor (id),
    reason text not null,
    accepted_at bigint not null,
    primary key (micro_credential, item)
);
