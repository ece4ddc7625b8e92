using System.Globalization;
using System.Text;

namespace ConsentGrains.Web.Tests.Tracing;

/// <summary>A span as a collector gets it (opentelemetry/proto/trace/v1/trace.proto).</summary>
/// <param name="Sender">`service.instance.id` of the process.</param>
/// <param name="Parent">Empty: none.</param>
/// <param name="Attributes">Lists with commas.</param>
sealed record SentSpan(
    string Sender, string Trace, string Id, string Parent, string Name, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<(string Trace, string Id)> Links, bool Failed,
    string State)
{
    const int ErrorStatus = 2;

    /// <param name="request">An ExportTraceServiceRequest.</param>
    public static IEnumerable<SentSpan> In(ReadOnlyMemory<byte> request) =>
        from sender in ProtoFields.All(request, 1)
        let resource = ProtoFields.All(sender, 1).SelectMany(r => Attribute(r, 1)).ToDictionary()
        from scope in ProtoFields.All(sender, 2)
        from span in ProtoFields.All(scope, 2)
        select Of(resource["service.instance.id"], span);

    static SentSpan Of(string sender, ReadOnlyMemory<byte> span) => new(
        sender, Hex(span, 1), Hex(span, 2), Hex(span, 4), Text(span, 5), Attribute(span, 9).ToDictionary(),
        [.. ProtoFields.All(span, 13).Select(link => (Hex(link, 1), Hex(link, 2)))],
        ProtoFields.All(span, 15).Any(status => ProtoFields.Of(status).Any(field => field is { Number: 3, Value: ErrorStatus })), Text(span, 3));

    static IEnumerable<KeyValuePair<string, string>> Attribute(ReadOnlyMemory<byte> of, int number) =>
        ProtoFields.All(of, number).Select(pair => KeyValuePair.Create(Text(pair, 1), Value(ProtoFields.All(pair, 2).Single())));

    static string Value(ReadOnlyMemory<byte> any) => ProtoFields.Of(any).Single() switch
    {
        (1, _, var text) => Encoding.UTF8.GetString(text.Span),
        (2, var yes, _) => yes == 1 ? "true" : "false",
        (3, var number, _) => ((long)number).ToString(CultureInfo.InvariantCulture),
        (4, var bits, _) => BitConverter.UInt64BitsToDouble(bits).ToString(CultureInfo.InvariantCulture),
        (5, _, var list) => string.Join(',', ProtoFields.All(list, 1).Select(Value)),
        var other => throw new InvalidDataException($"value {other.Number}"),
    };

    static string Hex(ReadOnlyMemory<byte> of, int number) => Convert.ToHexStringLower(ProtoFields.All(of, number).FirstOrDefault().Span);

    static string Text(ReadOnlyMemory<byte> of, int number) => Encoding.UTF8.GetString(ProtoFields.All(of, number).FirstOrDefault().Span);
}
