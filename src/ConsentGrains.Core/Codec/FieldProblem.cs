namespace ConsentGrains.Core.Codec;

/// <summary>What can be wrong with the shape of a command or a question, before any rule of the field is asked. On the wire in kebab-case.
/// Each has a page under docs/errors.</summary>
public enum FieldProblemCode
{
    CommandUnknown,
    BodyNotObject,
    FieldUnknown,
    FieldDuplicate,
    FieldMissing,
    FieldType,
    FieldEmpty,
    FieldTooLong,
    FieldCharacters,
    ListTooLong,
    ListDuplicate,
    WordUnknown,
    IdMalformed,
    GasNumber,
    SupplyPointMalformed,
    DateMalformed,
    TimeMalformed,
    PolicyMalformed,
    FieldsDisagree,

    // Lines of an import
    LineMalformed,
    LineTooLong,
}

/// <param name="Path">The field, `items[2]`; empty for the whole body.</param>
/// <param name="Code">A <see cref="FieldProblemCode"/> in kebab-case, or the policy loader's own.</param>
/// <param name="Message">What is wrong and what to change, in English.</param>
/// <param name="Ja">The same in Japanese.</param>
public sealed record FieldProblem(string Path, string Code, string Message, string Ja);

/// <summary>What was read, or everything that is wrong with it. Never both.</summary>
public readonly record struct Parsed<T>(T? Value, IReadOnlyList<FieldProblem> Problems) where T : class
{
    public bool Ok => Value is not null;

    public static Parsed<T> Of(T value) => new(value, []);

    public static Parsed<T> Refused(IReadOnlyList<FieldProblem> problems) => new(null, problems);
}
