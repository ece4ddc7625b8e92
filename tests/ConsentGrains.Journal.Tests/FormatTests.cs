using System.Security.Cryptography;
using System.Text;
using ConsentGrains.Journal.Sealing;
using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests;

/// <summary>What is for ever: each value here was written down once (docs/journal-format.md) and must never change.</summary>
public sealed class FormatTests
{
    static readonly Guid Stream = new("00112233-4455-6677-8899-aabbccddeeff");
    static readonly KeyRing Keys = KeyRing.Of([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    static EventRow Row(byte[]? sealedBytes) => new()
    {
        Partition = new(11),
        Position = 2,
        Stream = Stream,
        Version = 1,
        Type = "consent.granted.v1",
        Micros = 1_795_000_000_123_456,
        KeyId = sealedBytes is null ? null : Subject.KeyIdOf(Stream),
        Clear = "clear"u8.ToArray(),
        Sealed = sealedBytes,
        Audience = "party:els scheme:ELS-EL-5-JU2",
    };

    [Fact]
    public void The_hash_of_a_row_covers_these_bytes()
    {
        var bytes = Convert.FromHexString(
            "00000004" + "0000000B" +                                                       // partition 11
            "00000008" + "0000000000000002" +                                               // position 2
            "00000010" + "00112233445566778899AABBCCDDEEFF" +                               // stream
            "00000004" + "00000001" +                                                       // version 1
            "00000012" + "636F6E73656E742E6772616E7465642E7631" +                           // type
            "00000008" + "0006608B01611240" +                                               // time_us
            "00000018" + "00112233445566778899AABBCCDDEEFF" + "7265676973747279" +          // key_id: stream, then "registry"
            "00000005" + "636C656172" +                                                     // clear
            "00000003" + "010203" +                                                         // sealed
            "0000001D" + "70617274793A656C7320736368656D653A454C532D454C2D352D4A5532" +     // audience
            "00000020" + new string('A', 64));                                              // previous hash
        var previous = Enumerable.Repeat((byte)0xAA, 32).ToArray();
        new RowHash().Compute(Row([1, 2, 3]), previous).ShouldBe(SHA256.HashData(bytes));
    }

    [Fact]
    public void Known_rows_keep_their_hashes()
    {
        Convert.ToHexStringLower(new RowHash().Compute(Row([1, 2, 3]), RowHash.Genesis)).ShouldBe("303cb55fbd9905d21d97c174ad7830378200364ab2cf6a8fcaef710bebadfce2");
        Convert.ToHexStringLower(new RowHash().Compute(Row(null), RowHash.Genesis)).ShouldBe("88666b2c769bc1a98b5fbc9156cd25e0b309c0663c621cbef856f784835e60e7");
    }

    [Fact]
    public void Every_field_counts_and_a_null_is_not_an_empty()
    {
        EventRow[] rows =
        [
            Row([1]), Row([]), Row(null),
            new() { Partition = new(11), Stream = Stream, Version = 1, Type = "a", Clear = "b"u8.ToArray(), Audience = "" },
            new() { Partition = new(11), Stream = Stream, Version = 1, Type = "ab", Clear = ""u8.ToArray(), Audience = "" },
            new() { Partition = new(11), Stream = Stream, Version = 1, Type = "a", Clear = ""u8.ToArray(), Audience = "b" },
            new() { Partition = new(12), Stream = Stream, Version = 1, Type = "a", Clear = ""u8.ToArray(), Audience = "b" },
            new() { Partition = new(12), Stream = Stream, Version = 2, Type = "a", Clear = ""u8.ToArray(), Audience = "b" },
            new() { Partition = new(12), Stream = Stream, Version = 2, Type = "a", Clear = ""u8.ToArray(), Audience = "b", Micros = 1 },
            new() { Partition = new(12), Stream = Stream, Version = 2, Type = "a", Clear = ""u8.ToArray(), Audience = "b", Position = 1 },
        ];
        rows.Select(r => Convert.ToHexString(new RowHash().Compute(r, RowHash.Genesis))).Distinct().Count().ShouldBe(rows.Length);
    }

    [Fact]
    public void Names_keys_and_purposes_keep_their_derivations()
    {
        Convert.ToHexStringLower(new Names(Keys).Hash(Customer("C-000001")).ToArray()).ShouldBe("cac81641338b98d4139ba5c5a41679a8b17b56a0cfcbe60ce8bffa9d7bcc2ea2");
        Convert.ToHexStringLower(new Names(Keys).Hash(Command("k")).ToArray()).ShouldBe("7decc9e57093bcc11daf5d582268e0cf05264a90fa706498d87d65212f87141d");
        Convert.ToHexStringLower(Keys.Derive("receipt.v1")).ShouldBe("820251065f2d6d79d4189cdf4f339aeeb46401b466badc05cd2f20c2eee7ac20");
        Convert.ToHexStringLower(Keys.Check).ShouldBe("a173e2fab8477d9b61a362161587065b4728b8597f272f6a98e161d8e5334bac");
    }

    [Fact]
    public async Task A_name_has_one_hash_however_many_are_hashed_at_once()
    {
        const int Workers = 4, Each = 50_000;
        var names = new Names(Keys);
        using var start = new Barrier(Workers);
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Factory.StartNew(() =>
        {
            var (name, due) = (Customer($"C-{worker}"), HMACSHA256.HashData(Keys.Name, Encoding.UTF8.GetBytes($"customer\0{Customer($"C-{worker}").Key}")));
            start.SignalAndWait();
            for (var i = 0; i < Each; i++) names.Hash(name).ToArray().ShouldBe(due);
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    [Fact]
    public void Sealed_bytes_of_long_ago_still_open()
    {
        var wrapped = Convert.FromHexString("01000102030405060708090a0b89e35ccd460d71e66cd3c6ba7f3eb2dd1eea962b794e5261e6d3f1b757536920cb9efe2906db2b9abe8372e7244736d4");
        var key = Subject.Unwrap(Subject.KeyIdOf(Stream), wrapped, Keys);
        key.ShouldNotBeNull();
        using var cipher = Seal.Cipher(key);
        var closed = Convert.FromHexString("011415161718191a1b1c1d1e1f77919a58c8b6e5a29ac9b8d8beeea3845e42851b21be10c358b50bbec21150e83247b2de735e35");
        Seal.Open(cipher, closed, Seal.Place(Stream, 7, "consent.granted.v1"))!.ShouldBe("契約番号 0312345678"u8.ToArray());
    }

    [Fact]
    public void A_seal_opens_only_whole_with_its_key_and_in_its_place()
    {
        using var cipher = Seal.Cipher(new byte[32]);
        using var other = Seal.Cipher([.. Enumerable.Repeat((byte)1, 32)]);
        var place = Seal.Place(Stream, 7, "consent.granted.v1");
        var closed = Seal.Close(cipher, "secret"u8, place);
        closed.Length.ShouldBe(6 + Seal.Overhead);
        Seal.Open(cipher, closed, place).ShouldNotBeNull();
        Seal.Close(cipher, "secret"u8, place).ShouldNotBe(closed, "the nonce is random");
        Seal.Open(other, closed, place).ShouldBeNull();
        Seal.Open(cipher, closed, Seal.Place(Stream, 8, "consent.granted.v1")).ShouldBeNull();
        Seal.Open(cipher, closed, Seal.Place(Guid.Empty, 7, "consent.granted.v1")).ShouldBeNull();
        Seal.Open(cipher, closed, Seal.Place(Stream, 7, "consent.withdrawn.v1")).ShouldBeNull();
        Seal.Open(cipher, closed.AsSpan(0, 10), place).ShouldBeNull();
        for (var i = 0; i < closed.Length; i++)
        {
            closed[i] ^= 1;
            Seal.Open(cipher, closed, place).ShouldBeNull();
            closed[i] ^= 1;
        }
    }
}
