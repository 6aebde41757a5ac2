-- What the assessments of a publication were simulated to do to learners: made when somebody first looks at it, and kept.

create table publication_simulation (
    publication text not null primary key references publication (id),
    -- JSON: SimulatedForm of the crate api.
    forms text not null
);
