using System.Security.Cryptography;
using System.Text;

namespace ConsentGrains.Journal.Tests;

/// <summary>Small things to write and ways to read them back.</summary>
static class Samples
{
    public static StreamName Customer(string number) => new("customer", $"els/{number}");

    public static EventData Event(string clear, string secret = "", params string[] audience) =>
        new("consent.granted.v1", Encoding.UTF8.GetBytes(clear), Encoding.UTF8.GetBytes(secret), audience);

    public static Append Append(StreamName stream, int expected, params EventData[] events) => new(stream, expected, events);

    public static CommandKey Command(string key, string body = "body", string actor = "els") =>
        new(actor, key, SHA256.HashData(Encoding.UTF8.GetBytes(body)));

    public static async Task<AppendResult.Committed> WriteAsync(this IJournal journal, Append append) =>
        (await journal.AppendAsync(append)).ShouldBeOfType<AppendResult.Committed>();

    public static Task<AppendResult.Committed> WriteAsync(this IJournal journal, StreamName stream, int expected, string clear, string secret = "") =>
        journal.WriteAsync(Append(stream, expected, Event(clear, secret)));

    public static ValueTask<StreamImage> LoadAsync(this IJournal journal, StreamName stream) => journal.LoadAsync(stream, CancellationToken.None);

    public static Task<long> VerifyAsync(this IJournal journal) => journal.VerifyAsync(null, CancellationToken.None);

    public static string Text(this ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items) list.Add(item);
        return list;
    }

    public static Task<List<StoredEvent>> ReadAllAsync(this IJournal journal, PartitionId partition, long after = 0) =>
        journal.ReadPartitionAsync(partition, after, CancellationToken.None).ToListAsync();

    public static Task<List<StoredEvent>> ReadAllAsync(this IJournal journal, StreamName stream, long upTo = long.MaxValue) =>
        journal.ReadStreamAsync(stream, upTo, CancellationToken.None).ToListAsync();
}
