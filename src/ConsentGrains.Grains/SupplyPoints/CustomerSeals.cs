using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains.Customers;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.SupplyPoints;

/// <summary>Names of customers as they may lie in a supply point's stream: `els/~ID.SEALED`, the random id of the customer's own stream and his number sealed
/// under a key that comes from his own. Erasing him destroys that key: what is left leads to nobody, in no copy of the file.</summary>
/// <param name="name">As for <see cref="PointJournal"/>.</param>
/// <param name="purpose">In which kind of stream they lie.</param>
sealed class CustomerSeals(IJournal journal, Func<CustomerId, ValueTask<string?>>? name, string purpose = "supply-point.v1")
{
    readonly ConcurrentDictionary<CustomerId, SubjectSeal> seals = new();

    /// <summary>As it lies on the disk. Who has no key any more, or never had one, leaves nothing but whose customer he was.</summary>
    /// <exception cref="JournalUnavailableException">He can not be given a key now.</exception>
    public async ValueTask<string> CloseAsync(string plain)
    {
        if (CustomerId.Parse(plain) is not { } customer || customer.Referred is not null) return plain;
        if (await SealOfAsync(customer) is not { } seal) return CustomerId.Reference(customer.Operator, Guid.Empty).ToString();
        var sealedNumber = seal.Close(Encoding.UTF8.GetBytes(customer.Number), seal.Stream.ToByteArray(bigEndian: true));
        return $"{CustomerId.Reference(customer.Operator, seal.Stream)}.{Base64Url.EncodeToString(sealedNumber)}";
    }

    /// <summary>The customer; the reference alone where he was erased. What was written before names were sealed stays as it is.</summary>
    public async ValueTask<string> OpenAsync(string stored)
    {
        var dot = stored.LastIndexOf('.');
        if (dot < 0 || CustomerId.Parse(stored[..dot]) is not { Referred: { } stream } reference) return stored;
        if (await journal.FindSealAsync(stream, purpose, CancellationToken.None) is not { } seal) return reference.ToString();
        return seal.Open(Base64Url.DecodeFromChars(stored.AsSpan(dot + 1)), stream.ToByteArray(bigEndian: true)) is { } number
            ? new CustomerId(reference.Operator, Encoding.UTF8.GetString(number)).ToString()
            : throw new JournalDamagedException(null, null, $"a customer is named of stream {stream} by what his key does not open");
    }

    async ValueTask<SubjectSeal?> SealOfAsync(CustomerId customer)
    {
        if (seals.TryGetValue(customer, out var known)) return known;
        var stream = CustomerStream.NameOf(customer.ToString());
        var seal = await journal.FindSealAsync(stream, purpose, CancellationToken.None);
        if (seal is null && name is not null)
        {
            if (await name(customer) is { } why) throw new JournalUnavailableException(why);
            seal = await journal.FindSealAsync(stream, purpose, CancellationToken.None);
        }

        if (seal is null) return null;
        // What is sealed under a key that was destroyed meanwhile opens to nobody, so an old one may be used.
        if (seals.Count >= Limits.CustomerSealsKept) seals.Clear();
        return seals[customer] = seal;
    }
}
