-- Who may do what in the journal's database. Run it as the owner of the tables or a superuser, after `consent journal migrate` and again after
-- every later one:
--
--     psql -d consent -f deploy/postgres/roles.sql
--
-- The server connects as consent_server (give it a password, or map it in pg_hba.conf), the migration as the owner of the database.
-- A row of the journal is never changed and never deleted: consent_server has no right to, so that whoever takes the server over has none either.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'consent_server') THEN
        CREATE ROLE consent_server LOGIN;
    END IF;
END
$$;

REVOKE ALL ON SCHEMA consent_journal FROM PUBLIC, consent_server;
REVOKE ALL ON ALL TABLES IN SCHEMA consent_journal FROM PUBLIC, consent_server;

GRANT USAGE ON SCHEMA consent_journal TO consent_server;
GRANT SELECT ON ALL TABLES IN SCHEMA consent_journal TO consent_server;

-- Written once.
GRANT INSERT ON consent_journal.event, consent_journal.erasure, consent_journal.checkpoint, consent_journal.meta TO consent_server;

-- Erasing a customer takes the name out of a stream's row and deletes its key.
GRANT INSERT, UPDATE (name_hmac, snapshot_version, snapshot) ON consent_journal.stream TO consent_server;
GRANT INSERT, DELETE ON consent_journal.subject_key TO consent_server;

-- Idempotency keys expire.
GRANT INSERT, UPDATE, DELETE ON consent_journal.command TO consent_server;

-- Who owns what, and who lives.
GRANT UPDATE (owner, epoch, settled_us) ON consent_journal.partition TO consent_server;
GRANT INSERT, UPDATE, DELETE ON consent_journal.silo TO consent_server;

-- What Orleans keeps of its silos.
GRANT INSERT, UPDATE, DELETE ON consent_journal.orleansmembershipversiontable, consent_journal.orleansmembershiptable TO consent_server;

-- And who subscribes to which stream of notices.
GRANT INSERT, UPDATE, DELETE ON consent_journal.orleansstorage TO consent_server;
