using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Access;

/// <summary>Reads the value of one word of a question. `null` is the same as leaving it out.</summary>
static class WordReader
{
    public static void Read(ref Utf8JsonReader reader, QuestionDraft draft, Word word, Place place)
    {
        if (draft.From(word) is not Part.None and var before) Repeated(draft, word, before, place);
        reader.Read();
        draft.Give(word, place.Part);
        if (reader.TokenType == JsonTokenType.Null) return;
        if (word < Word.Items) ReadText(ref reader, draft, word, place);
        else if (word == Word.Items) ReadItems(ref reader, draft, place);
        else if (word == Word.At) ReadAt(ref reader, draft, place);
        else ReadFlag(ref reader, draft, word, place);
    }

    /// <summary>The text the reader stands on; null where it is null, or, with a fault, where it is none.</summary>
    /// <param name="recurs">A word of the registry; otherwise what names a person or a moment, of which nothing is kept for the next request.</param>
    public static string? Text(ref Utf8JsonReader reader, QuestionDraft draft, Place place, string leaf, bool recurs = true)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.String) return Refuse(ref reader, draft, place.Of(leaf), "must be a text");
        var text = reader.ValueIsEscaped ? reader.GetString()! : recurs ? Words.Of(reader.ValueSpan) : Encoding.UTF8.GetString(reader.ValueSpan);
        if (text.Length <= Limits.WordLength) return text;
        draft.Fault(place.Of(leaf), FaultCode.TooLong, $"has more than {Limits.WordLength} characters");
        return null;
    }

    public static string? Refuse(ref Utf8JsonReader reader, QuestionDraft draft, string path, string message)
    {
        draft.Fault(path, FaultCode.Invalid, message);
        reader.Skip();
        return null;
    }

    static void Repeated(QuestionDraft draft, Word word, Part before, Place place)
    {
        if (before == place.Part) draft.Fault(place.Of(word), FaultCode.DuplicateKey, "named twice");
        else draft.Fault(place.Of(word), FaultCode.Disagree, "given in two parts of the request: give it once");
    }

    static void ReadText(ref Utf8JsonReader reader, QuestionDraft draft, Word word, Place place)
    {
        if (Text(ref reader, draft, place, Vocabulary.Name(word), word is not (Word.SupplyPoint or Word.DocumentRef)) is not { } text) return;
        draft.Give(word, text);
        if (word == Word.Form && text is not ("individual" or "statistical"))
            draft.Fault(place.Of(word), FaultCode.WordUnknown, "must be individual or statistical");
    }

    static void ReadItems(ref Utf8JsonReader reader, QuestionDraft draft, Place place)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Refuse(ref reader, draft, place.Of(Word.Items), "must be an array of texts");
            return;
        }

        var items = new ItemList();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Null) Refuse(ref reader, draft, place.Of(Word.Items), "must be an array of texts");
            else if (Text(ref reader, draft, place, "items") is { } item) items.Add(item, !reader.ValueIsEscaped && Words.Keeps(reader.ValueSpan.Length));
        }

        if (items.Count > Core.Limits.ItemsPerQuestion) draft.Fault(place.Of(Word.Items), FaultCode.TooMany, $"names more than {Core.Limits.ItemsPerQuestion} items");
        draft.Items = items.ToArray();
    }

    static void ReadAt(ref Utf8JsonReader reader, QuestionDraft draft, Place place)
    {
        if (Text(ref reader, draft, place, "at", recurs: false) is not { } text) return;
        draft.At = Times.Parse(text);
        if (draft.At is null) draft.Fault(place.Of(Word.At), FaultCode.TimeMalformed, Times.Wanted);
    }

    static void ReadFlag(ref Utf8JsonReader reader, QuestionDraft draft, Word word, Place place)
    {
        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
        {
            Refuse(ref reader, draft, place.Of(word), "must be true or false");
            return;
        }

        var value = reader.TokenType == JsonTokenType.True;
        if (word == Word.ConsentDifficult) draft.ConsentDifficult = value;
        else if (word == Word.ConsentWouldHinder) draft.ConsentWouldHinder = value;
        else draft.Explain = value;
    }

    /// <summary>Holds one item more than is allowed and lets the rest go, so that a flood costs nothing.</summary>
    ref struct ItemList
    {
        const int Few = 8;
        Slots few;
        List<string>? many;
        bool unkept;

        public int Count { get; private set; }

        /// <param name="kept">The word is one that <see cref="Words"/> keeps.</param>
        public void Add(string item, bool kept)
        {
            if (Count > Core.Limits.ItemsPerQuestion) return;
            unkept |= !kept;
            if (Count < Few) few[Count] = item;
            else (many ??= [.. (ReadOnlySpan<string>)few]).Add(item);
            Count++;
        }

        public readonly string[] ToArray()
        {
            if (many is not null) return [.. many];
            var items = ((ReadOnlySpan<string>)few)[..Count];
            return unkept ? items.ToArray() : ItemLists.Of(items);
        }

        [InlineArray(Few)]
        struct Slots
        {
            string first;
        }
    }
}
