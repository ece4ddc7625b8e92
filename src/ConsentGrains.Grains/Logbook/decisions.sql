CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE block (
    first_us INTEGER NOT NULL PRIMARY KEY,
    last_us INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    names BLOB NOT NULL,
    body BLOB NOT NULL
) STRICT;

CREATE INDEX block_small ON block (first_us) WHERE entries <= 256;

CREATE TABLE subject (
    stream BLOB NOT NULL PRIMARY KEY,
    seen_us INTEGER NOT NULL,
    customer BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX subject_seen ON subject (seen_us);

CREATE TABLE lost (
    until_us INTEGER NOT NULL PRIMARY KEY,
    from_us INTEGER NOT NULL,
    rows INTEGER
) STRICT;
