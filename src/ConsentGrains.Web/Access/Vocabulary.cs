using System.Text.Json;

namespace ConsentGrains.Web.Access;

/// <summary>The words of a question beside who, what and whom. Texts first.</summary>
enum Word : byte
{
    Purpose,
    Form,
    Recipient,
    SupplyPoint,
    Circumstance,
    DocumentRef,
    TransferMethod,
    Channel,
    Site,
    Items,
    At,
    ConsentDifficult,
    ConsentWouldHinder,
    Explain,
    Unknown,
}

/// <summary>How the words are spelt on the wire. A name that is not among them is a fault: a misspelt `purpose` must not change a decision silently.</summary>
static class Vocabulary
{
    public const int Texts = (int)Word.Items;
    public const int Count = (int)Word.Unknown;

    static readonly string[] Names =
    [
        "purpose", "form", "recipient", "supplyPoint", "circumstance", "documentRef", "transferMethod", "channel", "site",
        "items", "at", "consentDifficult", "consentWouldHinder", "explain",
    ];

    public static string All { get; } = string.Join(", ", Names);

    public static string Name(Word word) => Names[(int)word];

    /// <summary>The word the reader's property name spells.</summary>
    public static Word Find(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped) return Array.IndexOf(Names, reader.GetString()) is >= 0 and var at ? (Word)at : Word.Unknown;
        var name = reader.ValueSpan;
        return name.Length switch
        {
            2 => Is(name, "at"u8, Word.At),
            4 => name[0] == (byte)'f' ? Is(name, "form"u8, Word.Form) : Is(name, "site"u8, Word.Site),
            5 => Is(name, "items"u8, Word.Items),
            7 => OfSeven(name),
            9 => Is(name, "recipient"u8, Word.Recipient),
            11 => name[0] == (byte)'s' ? Is(name, "supplyPoint"u8, Word.SupplyPoint) : Is(name, "documentRef"u8, Word.DocumentRef),
            12 => Is(name, "circumstance"u8, Word.Circumstance),
            14 => Is(name, "transferMethod"u8, Word.TransferMethod),
            16 => Is(name, "consentDifficult"u8, Word.ConsentDifficult),
            18 => Is(name, "consentWouldHinder"u8, Word.ConsentWouldHinder),
            _ => Word.Unknown,
        };
    }

    static Word OfSeven(ReadOnlySpan<byte> name) => name[0] switch
    {
        (byte)'p' => Is(name, "purpose"u8, Word.Purpose),
        (byte)'c' => Is(name, "channel"u8, Word.Channel),
        _ => Is(name, "explain"u8, Word.Explain),
    };

    static Word Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> spelling, Word word) => name.SequenceEqual(spelling) ? word : Word.Unknown;
}
