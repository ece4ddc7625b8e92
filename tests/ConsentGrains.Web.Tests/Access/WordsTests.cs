using System.Text;
using System.Text.Json;
using ConsentGrains.Web.Access;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Access;

public sealed class WordsTests
{
    [Fact]
    public void Words_of_the_registry_are_kept_for_the_next_request_and_what_names_a_person_is_not()
    {
        var (one, other) = (Read(), Read());
        one.Party.ShouldBeSameAs(other.Party);
        one.Text(Word.Purpose).ShouldBeSameAs(other.Text(Word.Purpose));
        one.Items![0].ShouldBeSameAs(other.Items![0]);
        (one.Customer, one.Text(Word.SupplyPoint), one.Text(Word.DocumentRef)).ShouldBe(("els/C1", "0312345678901234567890", "令状 7"));
        one.Customer.ShouldNotBeSameAs(other.Customer);
        one.Text(Word.SupplyPoint).ShouldNotBeSameAs(other.Text(Word.SupplyPoint));
        one.Text(Word.DocumentRef).ShouldNotBeSameAs(other.Text(Word.DocumentRef));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("\"ELS-EL-3/name\"", true)]
    [InlineData("\"ELS-EL-3/name\",\"x\",\"\"", true)]
    [InlineData("\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\"", true)]
    [InlineData("\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\"", false)]
    [InlineData("\"a\",\"this item is much longer than any word of the registry\"", false)]
    [InlineData("\"a\",\"escap\\u0065d\"", false)]
    public void A_list_of_items_is_what_was_sent_and_the_same_object_when_it_comes_again(string list, bool same)
    {
        string[] sent = JsonSerializer.Deserialize<string[]>($"[{list}]")!;
        ItemsOf(list).ShouldBe(sent);
        ItemsOf(list).ShouldBe(sent);
        ReferenceEquals(ItemsOf(list), ItemsOf(list)).ShouldBe(same);
    }

    /// <summary>Lists that fall on one place of the table take it from each other.</summary>
    [Fact]
    public void Lists_that_are_much_alike_are_told_apart()
    {
        string[] lists = [.. Enumerable.Range(0, 3_000).Select(n => $"\"item{n % 10}/{n / 100 % 10}{n / 10 % 10}\",\"{n}\"")];
        foreach (var list in lists.Concat(lists)) ItemsOf(list).ShouldBe(JsonSerializer.Deserialize<string[]>($"[{list}]")!);
        ItemsOf("\"a\",\"b\"").ShouldBe(["a", "b"]);
        ItemsOf("\"b\",\"a\"").ShouldBe(["b", "a"]);
        ItemsOf("\"a\"").ShouldBe(["a"]);
    }

    static string[] ItemsOf(string list)
    {
        var draft = new QuestionDraft();
        EvaluationReader.Read(Encoding.UTF8.GetBytes($$"""{"resource":{"type":"customer","id":"els/C1","properties":{"items":[{{list}}]} } }"""), draft);
        return draft.Items.ShouldNotBeNull();
    }

    static QuestionDraft Read()
    {
        var draft = new QuestionDraft();
        EvaluationReader.Read("""
            {"subject":{"type":"party","id":"els"},"action":{"name":"use","properties":{"purpose":"ELS-EL-2-PU3"}},
             "resource":{"type":"customer","id":"els/C1","properties":{"items":["ELS-EL-3/name"]}},
             "context":{"supplyPoint":"0312345678901234567890","documentRef":"令状 7"}}
            """u8, draft).ShouldBeNull();
        draft.Faults.ShouldBeEmpty();
        return draft;
    }
}
