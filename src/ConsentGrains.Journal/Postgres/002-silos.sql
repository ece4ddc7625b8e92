-- Several processes may share one journal, each owning partitions of its own.

-- Where the others reach a process, and the position up to which it knows the directory when it beats; NULL: it answers from no copy of it.
ALTER TABLE silo ADD COLUMN address text COLLATE "C", ADD COLUMN directory bigint;

-- An owner that handed a partition over had answered as of moments up to this one: nothing is recorded at or before it afterwards.
ALTER TABLE partition ADD COLUMN settled_us bigint NOT NULL DEFAULT 0;
