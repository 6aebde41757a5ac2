-- Times are Unix milliseconds. Ids are random. Tokens are stored as SHA-256, but for class codes and share links, which are
-- shown again to whoever made them.

-- Small facts about this server.
create table setting (
    name text not null primary key,
    value text not null
);

create table institution (
    one bigint not null primary key check (one = 1),
    name text not null,
    country text not null,
    contact text not null
);

-- The only table that holds names and e-mail addresses. A row can go; everything else stays under its random id.
create table person (
    id text not null primary key,
    name text not null,
    email text not null,
    email_key text not null
);
create index person_by_email on person (email_key);

create table tutor (
    id text not null primary key,
    password text not null,
    created_at bigint not null
);

create table learner (
    id text not null primary key,
    created_at bigint not null,
    -- The tutor who made this learner's personal link; null for who came by a class code.
    vouched_by text references tutor (id)
);

-- Opaque sessions of the cookies.
create table sign_in (
    token text not null primary key,
    role text not null check (role in ('learner', 'tutor')),
    subject text not null,
    created_at bigint not null,
    expires_at bigint not null
);
create index sign_in_by_subject on sign_in (subject);

-- Personal links of learners.
create table link (
    token text not null primary key,
    learner text not null references learner (id),
    created_at bigint not null
);

create table code (
    id text not null primary key,
    code text not null unique,
    micro_credential text not null,
    -- Null for the code of the first start.
    made_by text references tutor (id),
    created_at bigint not null,
    expires_at bigint not null,
    revoked_at bigint
);

-- A place in an assessment.
create table seat (
    id text not null primary key,
    learner text not null references learner (id),
    micro_credential text not null,
    code text references code (id),
    created_at bigint not null,
    unique (learner, micro_credential)
);

-- Assessments that sessions were begun on, so that they replay after the bank has changed.
create table assessment (
    digest text not null primary key,
    bank text not null,
    blueprint text not null,
    created_at bigint not null
);

create table media (
    digest text not null primary key,
    mime text not null,
    bytes blob not null
);

create table assessment_media (
    assessment text not null references assessment (digest),
    name text not null,
    media text not null references media (digest),
    primary key (assessment, name)
);

-- What a micro-credential said when an attempt began.
create table terms (
    digest text not null primary key,
    terms text not null
);

create table attempt (
    id text not null primary key,
    seat text not null references seat (id),
    assessment text not null references assessment (digest),
    terms text not null references terms (digest),
    -- The log's beginning, the seed among it.
    started text not null,
    -- From which the opaque names of this session are made.
    names text not null,
    started_at bigint not null,
    items bigint not null,
    paused bigint not null,
    finished_at bigint,
    verdict text,
    mastery double precision,
    log_digest text,
    confirmed_at bigint,
    confirmed_by text references tutor (id)
);
create index attempt_by_seat on attempt (seat);
create unique index attempt_running on attempt (seat) where finished_at is null;

-- The log: one row for each thing that a learner did, with the one or two events that came of it.
create table event (
    attempt text not null references attempt (id),
    seq bigint not null,
    -- Digest of the request, to tell a retry from another request.
    request text not null,
    events text not null,
    primary key (attempt, seq)
);

-- Attempts whose log may go: unfinished for longer than is promised.
create table erasure (
    attempt text not null primary key,
    erased_at bigint not null
);

create trigger event_is_never_changed before update on event
begin
    select raise(abort, 'the log is append-only');
end;

create trigger event_is_never_deleted before delete on event
when not exists (select 1 from erasure where attempt = old.attempt)
begin
    select raise(abort, 'the log is append-only');
end;

create table badge (
    attempt text not null primary key references attempt (id),
    document text not null,
    issuer text not null,
    issued_at bigint not null
);

create table share (
    attempt text not null primary key references badge (attempt),
    token text not null unique,
    show_name bigint not null,
    created_at bigint not null
);

-- Practice tickets that were used, with the stored answer.
create table ticket (
    id text not null primary key,
    log text not null,
    receipt text not null,
    used_at bigint not null
);

-- Failed tries, as a leaking bucket for each kind and source. The source is a keyed hash, never an address.
create table failure (
    kind text not null,
    source text not null,
    level double precision not null,
    at bigint not null,
    primary key (kind, source)
);
