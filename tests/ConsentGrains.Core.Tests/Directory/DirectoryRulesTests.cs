using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Tests.Customers;
using Shouldly;
using Xunit;
using static ConsentGrains.Core.Directory.DirectoryCommand;

namespace ConsentGrains.Core.Tests.Directory;

public sealed class DirectoryRulesTests
{
    [Fact]
    public void The_built_in_directory_knows_the_policies_and_their_parties_and_has_no_events()
    {
        Sample.BuiltInDirectory.Version.ShouldBe(0);
        Sample.BuiltInDirectory.Parties.Keys.ShouldContain("gtdo-10");
        Sample.BuiltInDirectory.Policies.Families.Count.ShouldBe(5);
    }

    [Fact]
    public void Telling_the_same_fact_again_is_accepted_and_changes_only_the_version()
    {
        DirectoryCommand[] again =
        [
            new RegisterParty("partner-a", "提携先A"),
            new GrantRole("partner-a", "enex-partner", new(2026, 1, 1)),
            new RegisterPurpose("ELS-EL-NEW", "els", "ELS-EL", "新しい目的", ["ELS-EL-3/name"]),
            new RevokeCredential("key-2"),
        ];
        var after = Sample.After(Sample.Directory, again);
        Text(after).ShouldBe(Text(Sample.Directory));
        after.Version.ShouldBe(Sample.Directory.Version + again.Length);
    }

    [Fact]
    public void A_built_in_party_can_get_a_role() =>
        Sample.After(Sample.Directory, new GrantRole("els", "retailer", new(2016, 4, 1))).Roles["els"].Single().Role.ShouldBe("retailer");

    [Fact]
    public void Ending_a_role_ends_what_is_open_or_ends_later_and_leaves_the_past()
    {
        var directory = Sample.After(
            Sample.BuiltInDirectory,
            new GrantRole("els", "retailer", new(2016, 4, 1), new(2018, 3, 31)),
            new GrantRole("els", "retailer", new(2019, 4, 1)),
            new GrantRole("els", "retailer", new(2027, 4, 1)),
            new GrantRole("els", "enex-group", new(2020, 1, 1)),
            new EndRole("els", "retailer", new(2026, 6, 30)));
        directory.Roles["els"].Select(r => $"{r.Role} {r.From:yyyy} {r.Until:yyyy}".TrimEnd())
            .ShouldBe(["retailer 2016 2018", "retailer 2019 2026", "enex-group 2020"]);
    }

    [Fact]
    public void Ending_a_role_twice_on_the_same_day_is_accepted() =>
        Sample.After(Sample.Directory, new EndRole("partner-a", "enex-partner", Sample.Today), new EndRole("partner-a", "enex-partner", Sample.Today))
            .Roles["partner-a"].Single().Until.ShouldBe(Sample.Today);

    [Fact]
    public void A_site_can_be_set_anew_by_its_operator() =>
        Sample.After(Sample.Directory, new RecordSite("site-1", "ens", "ENS", true, true)).Sites["site-1"].NoticeComplete.ShouldBeTrue();

    [Fact]
    public void A_published_version_joins_the_book_with_its_new_items()
    {
        var family = Sample.Policies.Family("ELS-EL")!;
        var old = family.Versions[0];
        var later = old with
        {
            Version = "2",
            From = new DateOnly(2026, 10, 1),
            Collections = [.. old.Collections, new Collection("ELS-EL-9", null, [new Item("ELS-EL-9/new", "", "新")])],
        };
        var book = Sample.After(Sample.Directory, new PublishPolicy(later, "…")).Policies;
        book.Item("ELS-EL-9/new").ShouldNotBeNull();
        book.Family("ELS-EL")!.InForce(new(2026, 9, 30))!.Version.ShouldBe("1");
        book.Family("ELS-EL")!.InForce(new(2026, 10, 1))!.Version.ShouldBe("2");
    }

    [Fact]
    public void A_rotated_credential_keeps_the_old_secret_only_as_long_as_it_was_told()
    {
        var until = new Instant(Sample.Now.Micros + 60_000_000);
        var rotated = Sample.After(Sample.Directory, new RotateCredential("key-1", Sample.Hash('a'), until)).Credentials["key-1"];
        (rotated.Hash, rotated.OldHash, rotated.OldUntil).ShouldBe((Sample.Hash('a'), Sample.Hash('1'), until));
        var atOnce = Sample.After(Sample.Directory, new RotateCredential("key-1", Sample.Hash('a'), null));
        atOnce.Credentials["key-1"].OldHash.ShouldBeNull();
        atOnce.CredentialsByHash[Sample.Hash('a')].ShouldBe("key-1");
    }

    static string Text(DirectoryState state) => string.Join('\n',
        state.Parties.Values.Select(Sample.Text)
            .Concat(state.Roles.Select(r => r.Key + Sample.Text(r.Value)))
            .Concat(state.Purposes.Values.Select(Sample.Text))
            .Concat(state.Entrustments.Values.Select(Sample.Text))
            .Concat(state.Credentials.Values.Select(Sample.Text))
            .Order(StringComparer.Ordinal));
}
