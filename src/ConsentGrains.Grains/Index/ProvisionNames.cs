using System.Text;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Provisions;
using ConsentGrains.Grains.Customers;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Index;

/// <summary>What the index keeps of provision records in the place of numbers: the key sealed under the records' own key, which the law keeps longer than the
/// customer, and the customer by the random id of his stream. So no file holds the number of one who was erased, and an index made anew does not either.</summary>
sealed class ProvisionNames(IJournal journal)
{
    const string Purpose = "index-provision.v1";

    /// <summary>Null: the records are destroyed.</summary>
    public async ValueTask<byte[]?> CloseAsync(Guid stream, ProvisionKey key, CancellationToken cancel) =>
        (await journal.FindSealAsync(stream, Purpose, cancel))?.Close(Encoding.UTF8.GetBytes(key.ToString()), stream.ToByteArray(bigEndian: true));

    /// <summary>Null: the records are destroyed.</summary>
    public async ValueTask<ProvisionKey?> OpenAsync(Guid stream, byte[] closed, CancellationToken cancel) =>
        (await journal.FindSealAsync(stream, Purpose, cancel))?.Open(closed, stream.ToByteArray(bigEndian: true)) is { } plain ? ProvisionKey.Parse(Encoding.UTF8.GetString(plain)) : null;

    /// <summary>The customer by his stream, while he has a key and after his erasure; by his number as long as nobody has heard of him.</summary>
    public async ValueTask<string> ReferenceAsync(CustomerId customer, CancellationToken cancel)
    {
        var name = CustomerStream.NameOf(customer.ToString());
        var stream = (await journal.FindSealAsync(name, Purpose, cancel))?.Stream ?? (await journal.FindErasureAsync(name, cancel))?.Stream;
        return stream is { } id ? CustomerId.Reference(customer.Operator, id).ToString() : customer.ToString();
    }
}
