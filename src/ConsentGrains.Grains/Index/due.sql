CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE due (
    due_us INTEGER NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    party TEXT NOT NULL,
    other TEXT,
    customer TEXT,
    stream BLOB,
    subject TEXT NOT NULL,
    noticed_us INTEGER NOT NULL,
    PRIMARY KEY (due_us, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX due_stream ON due (stream) WHERE stream IS NOT NULL;
