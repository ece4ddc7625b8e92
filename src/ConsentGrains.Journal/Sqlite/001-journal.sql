CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE partition (
    id INTEGER NOT NULL PRIMARY KEY,
    owner TEXT,
    epoch INTEGER NOT NULL
) STRICT;

CREATE TABLE silo (
    id TEXT NOT NULL PRIMARY KEY,
    beat INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    dead INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- In commit order: a group's rows lie side by side, whatever partitions they belong to.
CREATE TABLE event (
    id INTEGER NOT NULL PRIMARY KEY,
    partition INTEGER NOT NULL,
    position INTEGER NOT NULL,
    stream BLOB NOT NULL,
    version INTEGER NOT NULL,
    type TEXT NOT NULL,
    time_us INTEGER NOT NULL,
    key_id BLOB,
    clear BLOB NOT NULL,
    sealed BLOB,
    audience TEXT NOT NULL,
    hash BLOB NOT NULL
) STRICT;

-- Where to find a row; filled in lots, for the rows up to event_indexed.id.
CREATE TABLE event_position (
    partition INTEGER NOT NULL,
    position INTEGER NOT NULL,
    id INTEGER NOT NULL,
    PRIMARY KEY (partition, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_version (
    stream BLOB NOT NULL,
    version INTEGER NOT NULL,
    id INTEGER NOT NULL,
    PRIMARY KEY (stream, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_indexed (
    id INTEGER NOT NULL
) STRICT;

INSERT INTO event_indexed (id) VALUES (0);

CREATE TABLE stream (
    id BLOB NOT NULL PRIMARY KEY,
    partition INTEGER NOT NULL,
    name_hmac BLOB,
    snapshot_version INTEGER NOT NULL,
    snapshot BLOB
) STRICT;

CREATE UNIQUE INDEX stream_name ON stream (name_hmac);

CREATE TABLE subject_key (
    id BLOB NOT NULL,
    scope TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    PRIMARY KEY (id, scope)
) STRICT, WITHOUT ROWID;

CREATE TABLE command (
    stream BLOB NOT NULL,
    actor TEXT NOT NULL,
    key BLOB NOT NULL,
    body_hmac BLOB NOT NULL,
    version INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    PRIMARY KEY (stream, actor, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX command_expires ON command (expires);

CREATE TABLE erasure (
    name_hmac BLOB NOT NULL PRIMARY KEY,
    stream BLOB NOT NULL,
    time_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoint (
    n INTEGER NOT NULL PRIMARY KEY,
    heads TEXT NOT NULL,
    previous BLOB NOT NULL,
    signature BLOB NOT NULL
) STRICT;
