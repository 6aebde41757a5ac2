-- Staff are still in the table of tutors; what each may do follows from their roles.

alter table tutor add column closed_at bigint;

create table staff_role (
    staff text not null references tutor (id),
    role text not null check (role in ('owner', 'author', 'assessor', 'invigilator', 'judge', 'moderator')),
    granted_at bigint not null,
    expires_at bigint,
    primary key (staff, role),
    check (role not in ('judge', 'moderator') or expires_at is not null)
);
-- Before there were roles every tutor could do everything.
insert into staff_role (staff, role, granted_at) select id, 'owner', created_at from tutor;

-- Links with which an account gets a password; used once.
create table password_link (
    token text not null primary key,
    staff text not null references tutor (id),
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);

-- What staff did. Names are not in it: `subject` is an id where it concerns a person.
create table trail (
    seq bigint not null primary key,
    at bigint not null,
    staff text,
    action text not null,
    subject text not null,
    detail text not null
);
create trigger trail_is_never_changed before update on trail
begin
    select raise(abort, 'the trail is append-only');
end;
create trigger trail_is_never_deleted before delete on trail
begin
    select raise(abort, 'the trail is append-only');
end;
