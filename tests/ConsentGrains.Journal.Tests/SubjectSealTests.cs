using System.Text;
using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests;

/// <summary>Seals for what other files keep about a subject.</summary>
public sealed class SubjectSealTests
{
    const string Purpose = "test.v1";
    static readonly StreamName Name = Customer("C-000001");

    [Theory, MemberData(nameof(Rig.Kinds), MemberType = typeof(Rig))]
    public async Task A_seal_opens_what_it_closed_and_ends_with_its_subject(string kind)
    {
        await using var rig = new Rig(kind);
        var journal = await rig.OpenAsync();
        (await journal.FindSealAsync(Name, Purpose, default)).ShouldBeNull();
        await journal.WriteAsync(Name, 0, "a", "secret");
        var seal = (await journal.FindSealAsync(Name, Purpose, default)).ShouldNotBeNull();
        seal.Stream.ShouldBe((await journal.ReadAllAsync(Name)).Single().Stream);
        var closed = seal.Close("what it was"u8, "row 1"u8);
        journal = await rig.ReopenAsync();
        var again = (await journal.FindSealAsync(seal.Stream, Purpose, default)).ShouldNotBeNull();
        again.Open(closed, "row 1"u8).ShouldBe("what it was"u8.ToArray());
        again.Open(closed, "row 2"u8).ShouldBeNull();
        (await journal.FindSealAsync(Name, "other.v1", default)).ShouldNotBeNull().Open(closed, "row 1"u8).ShouldBeNull();
        await journal.WriteAsync(new Append(Name, 1, [new EventData("customer.erased.v1", "by request"u8.ToArray(), default, [])]) { Erase = true });
        (await journal.FindSealAsync(Name, Purpose, default)).ShouldBeNull();
        (await journal.FindSealAsync(seal.Stream, Purpose, default)).ShouldBeNull();
    }

    // INVARIANT (format): other files hold sealed bytes for years. Made with another implementation of HKDF and AES-GCM.
    [Fact]
    public void What_was_sealed_long_ago_opens() =>
        Encoding.UTF8.GetString(SubjectSeal.Of(Guid.Empty, new byte[32], Purpose).Open(Convert.FromHexString(Sealed), "place"u8) ?? []).ShouldBe("kept");

    const string Sealed = "01000102030405060708090A0B845450434576D8304AF1A92FAF4306EAB18D40E6";
}
