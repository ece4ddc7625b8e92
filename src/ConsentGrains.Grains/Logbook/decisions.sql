CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE entry (
    time_us INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    by_party TEXT NOT NULL,
    by_key TEXT NOT NULL,
    whole INTEGER NOT NULL,
    operator TEXT,
    stream BLOB,
    what TEXT,
    at_us INTEGER,
    party TEXT,
    act TEXT,
    purpose TEXT,
    recipient TEXT,
    items TEXT,
    form TEXT,
    circumstance TEXT,
    channel TEXT,
    outcome TEXT,
    basis TEXT,
    reason TEXT,
    clauses TEXT,
    policy TEXT,
    law TEXT,
    customer_version INTEGER,
    directory_version INTEGER,
    receipt BLOB,
    sealed BLOB
) STRICT;

CREATE INDEX entry_stream ON entry (stream) WHERE stream IS NOT NULL;

CREATE INDEX entry_party ON entry (by_party);

CREATE TABLE lost (
    until_us INTEGER NOT NULL PRIMARY KEY,
    from_us INTEGER NOT NULL,
    rows INTEGER
) STRICT;
