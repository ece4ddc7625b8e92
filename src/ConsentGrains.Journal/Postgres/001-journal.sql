CREATE TABLE meta (
    name text COLLATE "C" NOT NULL PRIMARY KEY,
    value bytea NOT NULL
);

-- One row per partition; whoever owns it stands here, with an epoch that every append names.
CREATE TABLE partition (
    id integer NOT NULL PRIMARY KEY,
    owner text COLLATE "C",
    epoch bigint NOT NULL
);

INSERT INTO partition (id, owner, epoch) SELECT id, NULL, 0 FROM generate_series(0, 74) AS id;

-- One row per process that owns, or waits to own.
CREATE TABLE silo (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    place text,
    beat bigint NOT NULL,
    seen timestamptz NOT NULL,
    dead boolean NOT NULL
);

-- Never changed, never deleted.
CREATE TABLE event (
    partition integer NOT NULL,
    position bigint NOT NULL,
    stream uuid NOT NULL,
    version integer NOT NULL,
    type text COLLATE "C" NOT NULL,
    time_us bigint NOT NULL,
    key_id bytea,
    clear bytea NOT NULL,
    sealed bytea,
    audience text COLLATE "C" NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (partition, position)
);

CREATE UNIQUE INDEX event_version ON event (stream, version);

CREATE TABLE stream (
    id uuid NOT NULL PRIMARY KEY,
    partition integer NOT NULL,
    name_hmac bytea,
    snapshot_version integer NOT NULL,
    snapshot bytea
);

CREATE UNIQUE INDEX stream_name ON stream (name_hmac);

-- What is sealed does not get smaller.
ALTER TABLE event ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE stream ALTER COLUMN snapshot SET STORAGE EXTERNAL;

CREATE TABLE subject_key (
    id uuid NOT NULL,
    scope text COLLATE "C" NOT NULL,
    wrapped bytea NOT NULL,
    PRIMARY KEY (id, scope)
);

CREATE TABLE command (
    stream uuid NOT NULL,
    actor text COLLATE "C" NOT NULL,
    key bytea NOT NULL,
    body_hmac bytea NOT NULL,
    version integer NOT NULL,
    expires bigint NOT NULL,
    PRIMARY KEY (stream, actor, key)
);

CREATE INDEX command_expires ON command (expires);

CREATE TABLE erasure (
    name_hmac bytea NOT NULL PRIMARY KEY,
    stream uuid NOT NULL,
    time_us bigint NOT NULL
);

CREATE TABLE checkpoint (
    n bigint NOT NULL PRIMARY KEY,
    heads text COLLATE "C" NOT NULL,
    previous bytea NOT NULL,
    signature bytea NOT NULL
);
