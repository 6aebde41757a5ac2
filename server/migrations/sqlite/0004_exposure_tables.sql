-- How often items were given, for rules of selection that look at other sessions: each table is one that a session began with, or
-- the latest of its assessment.
create table exposure_table (
    digest text not null primary key,
    content text not null
);
create table exposure_latest (
    assessment text not null primary key,
    digest text not null references exposure_table (digest)
);
-- The table that an attempt began with; null where no rule asks for one, and before the first session.
alter table attempt add column exposure text references exposure_table (digest);
create index attempt_by_exposure on attempt (exposure);
