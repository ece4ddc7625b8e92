using ConsentGrains.Core.Directory;
using ConsentGrains.Grains.Feed;
using Xunit.Abstractions;
using static ConsentGrains.Grains.Tests.Feed.FeedRig;

namespace ConsentGrains.Grains.Tests.Feed;

/// <summary>For random histories: what each party is told is exactly what the rules, written down here once more from the words of the design and read off what
/// an auditor is told, say that it is. Nothing outside its entitlement, nothing inside missing.</summary>
public sealed class FeedPropertyTests(ITestOutputHelper output)
{
    const int Steps = 150;
    const int Customers = 6;
    static readonly string[] Purposes = [Say.Purpose, "ELS-EL-2-PU9", JointPurpose, "ELS-EL-5-JU2-U6"];

    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5, 6, 7, 8];

    [Theory, MemberData(nameof(Seeds))]
    public async Task A_party_is_told_all_that_concerns_it_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        await using var rig = await FeedRig.OpenAsync("memory");
        var (seen, cursor, member) = (new Dictionary<string, FeedEvent>(), rig.Feed.Beginning, false);
        for (var step = 0; step < Steps; step++)
        {
            if (random.Next(12) == 0)
            {
                await (member ? rig.LeaveAsync() : rig.JoinAsync());
                member = !member;
            }
            else
            {
                await rig.Grains.TellAsync(Any(random, rig.Today));
            }

            // An auditor takes everything in as it comes: what is erased later is told of no more.
            foreach (var change in await rig.ReadAsync("auditor", cursor, whole: true)) seen[change.Id] = change;
            cursor = rig.Feed.Now;
        }

        var history = seen.Values.OrderBy(e => e.Partition).ThenBy(e => e.Position).ToList();
        var erased = history.Where(e => FeedRig.Kind(e) == "customer.erased").Select(e => e.Stream).ToHashSet();
        foreach (var party in new[] { "els", "emana", Say.Partner, Member, Contractor })
        {
            var due = history.Where(e => IsOfCustomer(e) && (!erased.Contains(e.Stream) || FeedRig.Kind(e) == "customer.erased") && Concerns(e, party, member, history));
            var told = (await rig.ReadAsync(party, most: random.Next(1, 40))).Where(IsOfCustomer).ToList();
            told.Select(e => e.Id).ShouldBe(due.Select(e => e.Id), ignoreOrder: true, customMessage: $"seed {seed}, {party}");
            foreach (var stream in told.GroupBy(e => e.Stream)) stream.Select(e => e.Position).ShouldBe(stream.Select(e => e.Position).Order());
            output.WriteLine($"{party}: {told.Count} of {history.Count}");
        }
    }

    static bool Concerns(FeedEvent e, string party, bool member, List<FeedEvent> history)
    {
        if (party == "els") return true;
        if (party == "emana") return false;
        var (kind, recipient, purpose, policy) = (FeedRig.Kind(e), Field(e, "recipient"), Field(e, "purpose"), Field(e, "policy"));
        var isConsent = kind.StartsWith("consent.", StringComparison.Ordinal);
        var isStop = kind.StartsWith("stop.", StringComparison.Ordinal);
        // Whoever is named, or was named by a consent that a stop may reach or an erasure ends.
        if (recipient is not null) return recipient == party;
        if ((isStop || kind == "customer.erased") && Before(e, history).Any(b => FeedRig.Kind(b) == "consent.given" && Field(b, "recipient") == party)) return true;
        if (party == Say.Partner) return false;
        if (party == Member && !member) return false;
        var own = party == Member ? (Func<string, bool>)(p => p.StartsWith("ELS-EL-5-JU2", StringComparison.Ordinal)) : p => p == Say.Purpose;
        if (kind is "customer.enrolled" or "contract.recorded") return policy == "ELS-EL";
        // Whose customer is under the policy at all; with a purpose or a policy named, what it names decides.
        var under = Before(e, history).Any(b => FeedRig.Kind(b) is "customer.enrolled" or "contract.recorded" && Field(b, "policy") == "ELS-EL");
        if (kind == "customer.erased") return under;
        if (kind.StartsWith("entrustment.", StringComparison.Ordinal)) return party == Contractor && under;
        if (kind == "consent.given") return purpose is not null && own(purpose);
        if (isConsent || isStop) return (policy ?? "ELS-EL") == "ELS-EL" && (purpose is null ? policy is not null || under : own(purpose));
        return false;
    }

    static IEnumerable<FeedEvent> Before(FeedEvent e, List<FeedEvent> history) => history.Where(b => b.Stream == e.Stream && b.Position < e.Position);

    static bool IsOfCustomer(FeedEvent e) => e.Partition.StartsWith("hash-", StringComparison.Ordinal);

    static Command Any(Random random, DateOnly today)
    {
        var customer = $"C-{random.Next(Customers)}";
        var purpose = Purposes[random.Next(Purposes.Length)];
        var recipient = random.Next(3) switch { 0 => Say.Partner, 1 => Member, _ => null };
        return Say.To(customer, random.Next(14) switch
        {
            0 or 1 => new CustomerCommand.Enrol(random.Next(2) == 0 ? "ELS-EL" : "ELS-TEL"),
            2 => new CustomerCommand.RecordContract("K-1", random.Next(2) == 0 ? "ELS-EL" : "ELS-TEL", ContractState.Active),
            3 or 4 or 5 => new CustomerCommand.GiveConsent(purpose, recipient),
            6 => new CustomerCommand.WithdrawConsent(purpose, recipient),
            7 => new CustomerCommand.WithdrawConsent(null, recipient),
            8 => new CustomerCommand.OrderStop(new StopScope(Act: "provide", Recipient: recipient)),
            9 => new CustomerCommand.OrderStop(new StopScope(Policy: random.Next(2) == 0 ? "ELS-EL" : "ELS-TEL")),
            10 => new CustomerCommand.LiftStop(new StopScope(Purpose: purpose)),
            11 => new CustomerCommand.Object("ELS-EL", random.Next(2) == 0),
            12 => new CustomerCommand.PlaceHold(today.AddDays(30), "法人税法"),
            _ => random.Next(3) == 0 ? new CustomerCommand.Erase() : new CustomerCommand.Enrol("ELS-EL"),
        });
    }
}
