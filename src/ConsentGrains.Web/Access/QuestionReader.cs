using System.Text.Json;

namespace ConsentGrains.Web.Access;

/// <summary>Reads subject, action, resource and context of one AuthZEN request into a draft. Faults are collected, never thrown;
/// what is not JSON at all throws <see cref="JsonException"/>.</summary>
static class QuestionReader
{
    const string Twice = "named twice";
    const string Moved = "belongs into properties or context";

    /// <summary>Takes a member of the request's object, the reader standing on its name; false = the name is none of a question's.</summary>
    public static bool TryReadPart(ref Utf8JsonReader reader, QuestionDraft draft, int index)
    {
        switch (PartNamed(ref reader))
        {
            case Part.Subject: ReadEntity(ref reader, draft, new(index, Part.Subject, false)); return true;
            case Part.Action: ReadEntity(ref reader, draft, new(index, Part.Action, false)); return true;
            case Part.Resource: ReadEntity(ref reader, draft, new(index, Part.Resource, false)); return true;
            case Part.Context: ReadContext(ref reader, draft, new(index, Part.Context, false)); return true;
            default: return false;
        }
    }

    /// <summary>Passes over a member that is none of a question's. AuthZEN lets them be; but a word of ours that strayed up here is a fault.</summary>
    public static void SkipMember(ref Utf8JsonReader reader, QuestionDraft draft, int index)
    {
        if (Vocabulary.Find(ref reader) is not Word.Unknown and var word)
            draft.Fault(new Place(index, Part.None, false).Of(word), FaultCode.Unknown, Moved);
        reader.Skip();
    }

    static Part PartNamed(ref Utf8JsonReader reader)
    {
        if (Spells(ref reader, "subject"u8)) return Part.Subject;
        if (Spells(ref reader, "action"u8)) return Part.Action;
        if (Spells(ref reader, "resource"u8)) return Part.Resource;
        return Spells(ref reader, "context"u8) ? Part.Context : Part.None;
    }

    /// <summary>The reader's own comparison is made for names with escapes; hardly any has one.</summary>
    static bool Spells(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.ValueIsEscaped ? reader.ValueTextEquals(name) : reader.ValueSpan.SequenceEqual(name);

    static void ReadContext(ref Utf8JsonReader reader, QuestionDraft draft, Place place)
    {
        if (Begin(ref reader, draft, place)) ReadWords(ref reader, draft, place);
    }

    static void ReadEntity(ref Utf8JsonReader reader, QuestionDraft draft, Place place)
    {
        if (!Begin(ref reader, draft, place)) return;
        bool kind = false, id = false, properties = false;
        var isAction = place.Part == Part.Action;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Spells(ref reader, "properties"u8)) ReadProperties(ref reader, draft, place, ref properties);
            else if (!isAction && Spells(ref reader, "type"u8)) SetKind(draft, place.Part, Once(ref reader, draft, place, "type", ref kind));
            else if (!isAction && Spells(ref reader, "id"u8)) SetId(draft, place.Part, Once(ref reader, draft, place, "id", ref id));
            else if (isAction && Spells(ref reader, "name"u8)) draft.Act = Once(ref reader, draft, place, "name", ref id);
            else SkipStray(ref reader, draft, place);
        }
    }

    static bool Begin(ref Utf8JsonReader reader, QuestionDraft draft, Place place)
    {
        if ((draft.Parts & place.Part) != Part.None) draft.Fault(place.Of(""), FaultCode.DuplicateKey, Twice);
        draft.Parts |= place.Part;
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject) return true;
        if (reader.TokenType != JsonTokenType.Null || place.Part != Part.Context) WordReader.Refuse(ref reader, draft, place.Of(""), "must be an object");
        return false;
    }

    static void ReadProperties(ref Utf8JsonReader reader, QuestionDraft draft, Place place, ref bool seen)
    {
        place = place with { InProperties = true };
        if (seen) draft.Fault(place.Of(""), FaultCode.DuplicateKey, Twice);
        seen = true;
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject) ReadWords(ref reader, draft, place);
        else if (reader.TokenType != JsonTokenType.Null) WordReader.Refuse(ref reader, draft, place.Of(""), "must be an object");
    }

    static void SkipStray(ref Utf8JsonReader reader, QuestionDraft draft, Place place)
    {
        draft.Fault(place.Of(reader.GetString()!), FaultCode.Unknown, Vocabulary.Find(ref reader) == Word.Unknown ? "is not known here" : Moved);
        reader.Skip();
    }

    static void ReadWords(ref Utf8JsonReader reader, QuestionDraft draft, Place place)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var word = Vocabulary.Find(ref reader);
            if (word != Word.Unknown) WordReader.Read(ref reader, draft, word, place);
            else SkipUnknown(ref reader, draft, place);
        }
    }

    static void SkipUnknown(ref Utf8JsonReader reader, QuestionDraft draft, Place place)
    {
        draft.Fault(place.Of(reader.GetString()!), FaultCode.Unknown, $"is not known; known are {Vocabulary.All}");
        reader.Skip();
    }

    static string? Once(ref Utf8JsonReader reader, QuestionDraft draft, Place place, string leaf, ref bool seen)
    {
        if (seen) draft.Fault(place.Of(leaf), FaultCode.DuplicateKey, Twice);
        seen = true;
        reader.Read();
        return WordReader.Text(ref reader, draft, place, leaf, recurs: leaf != "id" || place.Part != Part.Resource);
    }

    static void SetKind(QuestionDraft draft, Part part, string? text)
    {
        if (part == Part.Subject) draft.SubjectType = text;
        else draft.ResourceType = text;
    }

    static void SetId(QuestionDraft draft, Part part, string? text)
    {
        if (part == Part.Subject) draft.Party = text;
        else draft.Customer = text;
    }
}
