-- Studies in which judges set a pass mark. Every rating that was given is kept for good.
create table cut_study (
    id text not null primary key,
    bank text not null references workshop_bank (id),
    -- Id of the blueprint whose pass mark it is.
    blueprint text not null,
    -- Who the borderline learner is.
    borderline text not null,
    -- Ids as a JSON list, in the order in which they are rated.
    items text not null,
    -- 1 where they are a sample of those that could be rated.
    sampled bigint not null check (sampled in (0, 1)),
    made_by text not null references tutor (id),
    made_at bigint not null
);
create index cut_study_by_bank on cut_study (bank, made_at);

-- How far a study is: its last step.
create table cut_step (
    study text not null references cut_study (id),
    seq bigint not null,
    state text not null check (state in ('first', 'discussion', 'second', 'closed')),
    staff text not null references tutor (id),
    at bigint not null,
    note text not null,
    primary key (study, seq)
);

-- Somebody with a link, and no account. The name is in the table of persons.
create table cut_judge (
    id text not null primary key,
    study text not null references cut_study (id),
    -- SHA-256 of the link's secret.
    token text not null unique,
    qualifications text not null,
    invited_by text not null references tutor (id),
    invited_at bigint not null,
    expires_at bigint not null,
    revoked_at bigint,
    -- When they said who they are.
    known_at bigint
);
create index cut_judge_by_study on cut_judge (study, invited_at);

create table cut_finished (
    judge text not null references cut_judge (id),
    round bigint not null check (round in (1, 2)),
    at bigint not null,
    primary key (judge, round)
);

-- A rating that is changed is another row: the last one counts.
create table cut_rating (
    judge text not null references cut_judge (id),
    round bigint not null check (round in (1, 2)),
    item text not null,
    seq bigint not null,
    rating bigint not null check (rating between 0 and 100),
    at bigint not null,
    primary key (judge, round, item, seq)
);

-- Each time that a pass mark was taken from a study and written into the blueprint.
create table cut_adoption (
    study text not null references cut_study (id),
    seq bigint not null,
    staff text not null references tutor (id),
    at bigint not null,
    -- The revision of the bank that it made.
    revision bigint not null,
    found double precision not null,
    found_se double precision not null,
    cut double precision not null,
    reason text not null,
    -- All that the ratings came to then, as JSON.
    result text not null,
    primary key (study, seq)
);

create trigger cut_rating_is_never_changed before update on cut_rating
begin
    select raise(abort, 'ratings are append-only');
end;
create trigger cut_rating_is_never_deleted before delete on cut_rating
begin
    select raise(abort, 'ratings are append-only');
end;
create trigger cut_step_is_never_changed before update on cut_step
begin
    select raise(abort, 'the steps of a study are append-only');
end;
create trigger cut_step_is_never_deleted before delete on cut_step
begin
    select raise(abort, 'the steps of a study are append-only');
end;
create trigger cut_adoption_is_never_changed before update on cut_adoption
begin
    select raise(abort, 'what was adopted is append-only');
end;
create trigger cut_adoption_is_never_deleted before delete on cut_adoption
begin
    select raise(abort, 'what was adopted is append-only');
end;
