using System.Security.Cryptography;
using ConsentGrains.Journal.Sealing;

namespace ConsentGrains.Journal.Writing;

/// <summary>Does on the caller's thread all that needs no order: hashing the name, finding or making the subject's key, sealing.</summary>
sealed class Preparation(KeyRing keys, Names names, IJournalStore store, Remembered<NameHash, Subject> subjects)
{
    /// <param name="look">Ask the store for the subject instead of trusting memory: an earlier try was sealed for another one.</param>
    public async ValueTask<PendingAppend> PrepareAsync(Append append, bool look)
    {
        AppendRules.Check(append);
        var name = names.HashToKeep(append.Stream);
        var seals = NeedsKey(append);
        if (seals || look) return Make(append, name, await FindSubjectAsync(append, name, look, seals));
        return Make(append, name, (append.ExpectedVersion == 0 ? Guid.NewGuid() : Guid.Empty, null));
    }

    async ValueTask<(Guid Id, Subject? Subject)> FindSubjectAsync(Append append, NameHash name, bool look, bool seals)
    {
        if (!look && subjects.TryGet(name, out var remembered)) return (remembered.Id, remembered);
        var found = look || append.ExpectedVersion > 0 ? await store.FindSubjectAsync(name, CancellationToken.None) : null;
        var id = found?.Id ?? Guid.NewGuid();
        if (!seals) return (id, null);
        if (found?.Wrapped is not { } wrapped) return (id, Subject.Create(id, keys));
        var key = Subject.Unwrap(Subject.KeyIdOf(id), wrapped, keys)
            ?? throw new JournalDamagedException(names.PartitionOf(append.Stream), null, $"the key of stream {id} was changed");
        var subject = new Subject(id, key, wrapped, IsNew: false);
        subjects.Set(name, subject);
        return (id, subject);
    }

    PendingAppend Make(Append append, NameHash name, (Guid Id, Subject? Subject) of)
    {
        var partition = names.PartitionOf(append.Stream);
        using var cipher = of.Subject is null ? null : Seal.Cipher(of.Subject.Key);
        var rows = new EventRow[append.Events.Count];
        var bytes = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = Row(append.Events[i], partition, append.ExpectedVersion + 1 + i, of.Id, of.Subject, cipher);
            bytes += rows[i].Clear.Length + (rows[i].Sealed?.Length ?? 0);
        }
        var snapshot = append.Snapshot is { } state
            ? Seal.Close(cipher!, state.Span, Seal.Place(of.Id, append.ExpectedVersion + rows.Length, Seal.Snapshot))
            : null;
        return new PendingAppend(append, name, partition)
        {
            Rows = rows,
            Stream = of.Id,
            Subject = of.Subject,
            Snapshot = snapshot,
            CommandKey = append.Command is { } command ? names.Hash(command) : default,
            BodyHash = append.Command is { } body ? names.HashBody(body) : default,
            Bytes = bytes + (snapshot?.Length ?? 0),
        };
    }

    static EventRow Row(EventData data, PartitionId partition, int version, Guid stream, Subject? subject, AesGcm? cipher)
    {
        var secret = !data.Secret.IsEmpty;
        return new EventRow
        {
            Partition = partition,
            Stream = stream,
            Version = version,
            Type = data.Type,
            Clear = data.Clear,
            KeyId = secret ? subject!.KeyId : null,
            Sealed = secret ? Seal.Close(cipher!, data.Secret.Span, Seal.Place(stream, version, data.Type)) : null,
            Audience = Tags.Join(data.Audience),
        };
    }

    static bool NeedsKey(Append append)
    {
        if (append.Snapshot is not null) return true;
        for (var i = 0; i < append.Events.Count; i++)
            if (!append.Events[i].Secret.IsEmpty) return true;
        return false;
    }
}
