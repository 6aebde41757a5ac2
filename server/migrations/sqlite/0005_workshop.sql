-- Banks that are being made. What learners take is never read from here, but from what was published of it.
create table workshop_bank (
    -- As in its bank.toml.
    id text not null primary key,
    title text not null,
    made_by text not null references tutor (id),
    made_at bigint not null,
    -- Counts its changes: what is put names the one that it was made from.
    revision bigint not null,
    -- What the check found at this revision; null until it was made.
    items bigint,
    errors bigint,
    warnings bigint
);

create table workshop_file (
    bank text not null references workshop_bank (id),
    path text not null,
    content blob not null,
    primary key (bank, path)
);

-- Every version of every file, with who made it and why. Nothing here is ever changed.
create table workshop_change (
    bank text not null references workshop_bank (id),
    revision bigint not null,
    path text not null,
    at bigint not null,
    staff text not null references tutor (id),
    why text not null,
    -- Null where the file was new.
    before blob,
    -- Null where it went.
    after blob,
    primary key (bank, revision, path)
);
create index workshop_change_by_path on workshop_change (bank, path, revision);

create trigger workshop_change_is_never_changed before update on workshop_change
begin
    select raise(abort, 'the history of a bank is append-only');
end;

create trigger workshop_change_is_never_deleted before delete on workshop_change
begin
    select raise(abort, 'the history of a bank is append-only');
end;

-- Frozen editions of banks: proposed by one person, decided by another.
create table publication (
    id text not null primary key,
    -- SHA-256 of its files.
    digest text not null,
    bank text not null references workshop_bank (id),
    title text not null,
    micro_credential text not null,
    version text not null,
    proposed_by text not null references tutor (id),
    proposed_at bigint not null,
    note text not null,
    decided_by text references tutor (id),
    decided_at bigint,
    -- 'signed' or 'refused'; null while it waits.
    decision text,
    decision_note text not null default '',
    withdrawn_by text references tutor (id),
    withdrawn_at bigint,
    withdrawn_reason text not null default '',
    -- A zip archive; at the end of the row, for it may be long.
    files blob not null,
    check (decided_by is null or decided_by <> proposed_by)
);
create index publication_by_bank on publication (bank, proposed_at);

create trigger publication_is_frozen before update of digest, bank, files, version, micro_credential, proposed_by on publication
begin
    select raise(abort, 'what was proposed is not changed');
end;
