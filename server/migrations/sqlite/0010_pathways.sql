-- Pathways: badges from elsewhere, who recognised them, and what completing a pathway brought.

create table imported_badge (
    -- Random.
    id text not null primary key,
    learner text not null references learner (id),
    -- As it was brought, taken out of its picture: JSON or a token.
    document text not null,
    -- SHA-256 of that.
    digest text not null,
    -- What looking at it came to.
    verdict text not null check (verdict in ('valid', 'invalid', 'unverifiable')),
    why text,
    -- As JSON: what it says, and what was looked at.
    says text not null,
    findings text not null,
    needs text not null,
    -- Of the badge itself and of who signed it; empty where that cannot be read.
    credential text not null,
    issuer text not null,
    -- Whether the learner's e-mail address is in it, as a hash.
    bound bigint not null check (bound in (0, 1)),
    imported_at bigint not null,
    checked_at bigint not null,
    unique (learner, digest)
);
create index imported_badge_by_credential on imported_badge (issuer, credential);

-- What was decided of it, in order.
create table recognition (
    badge text not null references imported_badge (id),
    seq bigint not null,
    recognition text not null check (recognition in ('recognised', 'declined')),
    -- For its learner to read.
    reason text not null,
    -- How it is known that it is the learner's, where it is not bound to their address.
    known_by text,
    -- As what it counts, as JSON.
    counts text not null,
    staff text not null references tutor (id),
    at bigint not null,
    primary key (badge, seq)
);
create trigger recognition_is_never_changed before update on recognition
begin
    select raise(abort, 'what was decided of a badge is append-only');
end;

-- Documents of other issuers that somebody who works here got from them; the newest of an address counts.
create table issuer_document (
    url text not null primary key,
    document text not null,
    given_by text not null references tutor (id),
    given_at bigint not null
);

-- What completing a pathway brought: a badge, and a record that carries its parts.
create table pathway_award (
    credential text not null primary key references credential (id),
    record text references credential (id),
    pathway text not null,
    learner text not null references learner (id),
    awarded_at bigint not null
);
create index pathway_award_by_learner on pathway_award (learner, pathway);

-- What it rests on: a credential of ours, or a badge from elsewhere.
create table pathway_part (
    award text not null references pathway_award (credential),
    part text not null,
    own bigint not null check (own in (0, 1)),
    title text not null,
    primary key (award, part)
);

-- What a person decided after a part held no more. Each state of a part is decided about once.
create table pathway_review (
    award text not null references pathway_award (credential),
    part text not null,
    state text not null,
    keep bigint not null check (keep in (0, 1)),
    reason text not null,
    staff text not null references tutor (id),
    at bigint not null,
    primary key (award, part, state)
);
create trigger pathway_review_is_never_changed before update on pathway_review
begin
    select raise(abort, 'what was decided of an award is append-only');
end;
