-- The table in which Microsoft Orleans keeps who subscribes to which stream of notices. Losing it loses nothing but the subscriptions of Orleans clients.
-- The statements are this project's own. The names of the table, its columns, the parameters and the queries are those that Orleans' ADO.NET grain storage
-- (version 10) looks for, as its PostgreSQL scripts give them: https://github.com/dotnet/orleans, src/AdoNet, MIT licence, Copyright (c) .NET Foundation.

CREATE TABLE orleansstorage (
    serviceid varchar(150) NOT NULL,
    graintypehash integer NOT NULL,
    graintypestring varchar(512) NOT NULL,
    grainidhash integer NOT NULL,
    grainidn0 bigint NOT NULL,
    grainidn1 bigint NOT NULL,
    grainidextensionstring varchar(512),
    payloadbinary bytea,
    modifiedon timestamptz(3) NOT NULL DEFAULT now(),
    version integer NOT NULL
);

CREATE UNIQUE INDEX orleansstorage_grain
    ON orleansstorage (serviceid, graintypestring, grainidn0, grainidn1, coalesce(grainidextensionstring, ''));

-- A version that is not the one in the table changes nothing and gives no row, which Orleans takes for a write that came too late.
INSERT INTO orleansquery (querykey, querytext) VALUES
('WriteToStorageKey',
 'WITH changed AS (UPDATE orleansstorage SET payloadbinary = @PayloadBinary, modifiedon = now(), version = version + 1
    WHERE serviceid = @ServiceId AND graintypestring = @GrainTypeString AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
      AND coalesce(grainidextensionstring, '''') = coalesce(@GrainIdExtensionString, '''') AND version = @GrainStateVersion RETURNING version),
  made AS (INSERT INTO orleansstorage (serviceid, graintypehash, graintypestring, grainidhash, grainidn0, grainidn1, grainidextensionstring, payloadbinary, version)
    SELECT @ServiceId, @GrainTypeHash, @GrainTypeString, @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString, @PayloadBinary, 1
    WHERE CAST(@GrainStateVersion AS integer) IS NULL ON CONFLICT DO NOTHING RETURNING version)
  SELECT version AS newgrainstateversion FROM changed UNION ALL SELECT version FROM made'),
('ReadFromStorageKey',
 'SELECT payloadbinary, version FROM orleansstorage
  WHERE serviceid = @ServiceId AND graintypestring = @GrainTypeString AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
    AND coalesce(grainidextensionstring, '''') = coalesce(@GrainIdExtensionString, '''')'),
('ClearStorageKey',
 'UPDATE orleansstorage SET payloadbinary = NULL, modifiedon = now(), version = version + 1
  WHERE serviceid = @ServiceId AND graintypestring = @GrainTypeString AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
    AND coalesce(grainidextensionstring, '''') = coalesce(@GrainIdExtensionString, '''') AND version = @GrainStateVersion RETURNING version AS newgrainstateversion'),
('DeleteStorageKey',
 'DELETE FROM orleansstorage
  WHERE serviceid = @ServiceId AND graintypestring = @GrainTypeString AND grainidn0 = @GrainIdN0 AND grainidn1 = @GrainIdN1
    AND coalesce(grainidextensionstring, '''') = coalesce(@GrainIdExtensionString, '''') AND version = @GrainStateVersion RETURNING version + 1 AS newgrainstateversion');
