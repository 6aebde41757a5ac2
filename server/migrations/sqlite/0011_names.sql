-- Other names that learners asked for: one of each learner, the newest. What is asked for again takes the place of what was decided.
create table name_request (
    learner text not null primary key references learner (id),
    -- Random: whoever decides names what they saw.
    id text not null unique,
    name text not null,
    -- Why, in the learner's words. Emptied when it is decided, for it may tell the former name.
    reason text not null,
    asked_at bigint not null,
    -- All null while it waits.
    granted bigint check (granted in (0, 1)),
    words text,
    decided_by text references tutor (id),
    decided_at bigint
);

-- What was decided of a pathway's award stays as it was decided; its words go with the person whom they may tell of.
drop trigger pathway_review_is_never_changed;
create trigger pathway_review_is_never_changed before update on pathway_review
when new.reason <> '' or new.award <> old.award or new.part <> old.part or new.state <> old.state or new.keep <> old.keep
    or new.staff <> old.staff or new.at <> old.at
begin
    select raise(abort, 'what was decided of an award is append-only, but for words that are erased');
end;
