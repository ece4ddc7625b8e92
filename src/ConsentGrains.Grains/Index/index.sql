CREATE TABLE ix_meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE ix_cursor (
    partition INTEGER NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE ix_customer (
    id TEXT NOT NULL PRIMARY KEY,
    stream BLOB NOT NULL,
    operator TEXT NOT NULL,
    version INTEGER NOT NULL,
    recorded_us INTEGER NOT NULL,
    erase_on TEXT,
    periods INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_customer_erase ON ix_customer (erase_on, id) WHERE erase_on IS NOT NULL;
CREATE INDEX ix_customer_periods ON ix_customer (periods);
CREATE UNIQUE INDEX ix_customer_stream ON ix_customer (stream);
CREATE INDEX ix_customer_operator ON ix_customer (operator, id);

CREATE TABLE ix_enrolment (
    customer TEXT NOT NULL,
    policy TEXT NOT NULL,
    version TEXT NOT NULL,
    kind TEXT NOT NULL,
    since_us INTEGER NOT NULL,
    PRIMARY KEY (customer, policy)
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_enrolment_policy ON ix_enrolment (policy, customer);

CREATE TABLE ix_contract (
    customer TEXT NOT NULL,
    n INTEGER NOT NULL,
    policy TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (customer, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE ix_stop (
    customer TEXT NOT NULL,
    n INTEGER NOT NULL,
    policy TEXT,
    act TEXT,
    purpose TEXT,
    channel TEXT,
    recipient TEXT,
    PRIMARY KEY (customer, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE ix_consent (
    customer TEXT NOT NULL,
    given_us INTEGER NOT NULL,
    purpose TEXT,
    recipient TEXT,
    items TEXT,
    secrecy INTEGER NOT NULL,
    valid INTEGER NOT NULL,
    country TEXT,
    until TEXT,
    state TEXT NOT NULL,
    PRIMARY KEY (customer, given_us)
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_consent_recipient ON ix_consent (recipient, customer, given_us);
CREATE INDEX ix_consent_until ON ix_consent (until) WHERE until IS NOT NULL;

CREATE TABLE ix_due (
    due_us INTEGER NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    party TEXT NOT NULL,
    other TEXT,
    customer TEXT,
    stream BLOB,
    subject TEXT NOT NULL,
    logged INTEGER NOT NULL,
    PRIMARY KEY (due_us, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_due_customer ON ix_due (customer) WHERE customer IS NOT NULL;
CREATE INDEX ix_due_open ON ix_due (due_us, key) WHERE logged = 0;

CREATE TABLE ix_moving (
    stream BLOB NOT NULL,
    version INTEGER NOT NULL,
    customer TEXT NOT NULL,
    PRIMARY KEY (stream, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE ix_incident (
    id TEXT NOT NULL PRIMARY KEY,
    stream BLOB NOT NULL,
    operator TEXT NOT NULL,
    policy TEXT NOT NULL,
    known TEXT NOT NULL,
    due TEXT NOT NULL,
    closed TEXT,
    customers INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX ix_incident_stream ON ix_incident (stream);
CREATE INDEX ix_incident_due ON ix_incident (due, id);

CREATE TABLE ix_point (
    number TEXT NOT NULL PRIMARY KEY,
    stream BLOB NOT NULL,
    area INTEGER NOT NULL,
    version INTEGER NOT NULL,
    recorded_us INTEGER NOT NULL,
    kind TEXT NOT NULL,
    voltage TEXT,
    switch TEXT,
    open INTEGER NOT NULL,
    settled INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX ix_point_stream ON ix_point (stream);
CREATE INDEX ix_point_area ON ix_point (area, number);
CREATE INDEX ix_point_open ON ix_point (area, switch) WHERE open = 1;
CREATE INDEX ix_point_unsettled ON ix_point (number) WHERE settled = 0;

CREATE TABLE ix_point_party (
    point TEXT NOT NULL,
    party TEXT NOT NULL,
    part TEXT NOT NULL,
    from_us INTEGER NOT NULL,
    until_us INTEGER,
    PRIMARY KEY (point, part, from_us, party)
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_point_party_party ON ix_point_party (party, point);
CREATE INDEX ix_due_stream ON ix_due (stream) WHERE stream IS NOT NULL;

CREATE TABLE ix_subscription (
    id TEXT NOT NULL PRIMARY KEY,
    stream BLOB NOT NULL,
    party TEXT NOT NULL,
    kind TEXT NOT NULL,
    ended INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX ix_subscription_stream ON ix_subscription (stream);
CREATE INDEX ix_subscription_party ON ix_subscription (party, id);

CREATE TABLE ix_request (
    id TEXT NOT NULL PRIMARY KEY,
    stream BLOB NOT NULL,
    operator TEXT NOT NULL,
    policy TEXT NOT NULL,
    type TEXT NOT NULL,
    stage TEXT NOT NULL,
    outcome TEXT,
    arrived TEXT NOT NULL,
    target TEXT NOT NULL,
    due TEXT NOT NULL,
    cure TEXT,
    version INTEGER NOT NULL,
    recorded_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX ix_request_stream ON ix_request (stream);
CREATE INDEX ix_request_due ON ix_request (due, id);

CREATE TABLE ix_provision (
    stream BLOB NOT NULL PRIMARY KEY,
    key BLOB NOT NULL,
    customer TEXT NOT NULL,
    over TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX ix_provision_customer ON ix_provision (customer);
CREATE INDEX ix_provision_over ON ix_provision (over);

CREATE TABLE ix_look (
    id TEXT NOT NULL PRIMARY KEY,
    at_us INTEGER NOT NULL,
    actor TEXT NOT NULL,
    credential TEXT,
    person TEXT,
    of TEXT NOT NULL,
    operator TEXT,
    subject TEXT,
    subject_stream BLOB,
    shown TEXT NOT NULL,
    why TEXT NOT NULL,
    request TEXT,
    stream BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX ix_look_at ON ix_look (at_us, id);
CREATE UNIQUE INDEX ix_look_own ON ix_look (stream);
CREATE INDEX ix_look_subject ON ix_look (subject, at_us) WHERE subject IS NOT NULL;
CREATE INDEX ix_look_stream ON ix_look (subject_stream) WHERE subject_stream IS NOT NULL;
