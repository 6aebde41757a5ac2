-- Learners who asked that what is kept of them be erased: by their random id, which says nothing once the name is gone.
create table erasure_request (
    learner text not null primary key,
    asked_at bigint not null,
    -- Null while something stands against it.
    done_at bigint
);
create index erasure_request_waiting on erasure_request (asked_at) where done_at is null;
