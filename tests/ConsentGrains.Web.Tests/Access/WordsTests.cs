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
