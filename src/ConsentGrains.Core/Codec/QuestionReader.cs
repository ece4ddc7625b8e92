using System.Text.Json;
using ConsentGrains.Core.Decisions;

namespace ConsentGrains.Core.Codec;

/// <summary>The one reader of questions. A name that is not known is no error here: the decision denies it by name.</summary>
public static class QuestionReader
{
    public static Parsed<Question> Read(JsonElement ask)
    {
        var fields = new FieldReader(ask);
        var question = new Question
        {
            Act = fields.NeedName("act"),
            Party = fields.NeedName("party"),
            Customer = fields.Name("customer"),
            Purpose = fields.Name("purpose"),
            Items = fields.NeedList("items", Limits.ItemsPerQuestion),
            Form = fields.Word("form", Form.Individual),
            Recipient = fields.Name("recipient"),
            SupplyPoint = fields.Name("supplyPoint"),
            Circumstance = fields.Name("circumstance"),
            ConsentDifficult = fields.Flag("consentDifficult") ?? false,
            ConsentWouldHinder = fields.Flag("consentWouldHinder") ?? false,
            DocumentRef = fields.Text("documentRef", Limits.EvidenceLength),
            TransferMethod = fields.Name("transferMethod"),
            Channel = fields.OneOf("channel", Words.Channels),
            Site = fields.Name("site"),
            At = fields.Moment("at"),
        };
        return fields.Finish(question);
    }
}
