using System.Globalization;

namespace ConsentGrains.Web.Tests.Rubbish;

/// <summary>What requests are made of: words the registry knows, and words nobody should.</summary>
static class Words
{
    /// <summary>Words of the field, so that what is made of them gets behind the first look.</summary>
    public static readonly string[] Known =
    [
        "els", "emana", "iehl-kanto", "gtdo-03", "els/R1", "els/R2", "emana/E1", "R1", "ELS-EL", "ELS-TEL", "ELS-EL-3/name", "ELS-EL-3/payment", "ELS-EL-2-PU3", "ELS-EL-2-PU9", "ELS-EL-5-JU2-U5",
        "use", "provide", "joint-use", "transmit", "party", "customer", "active", "2026-04-01", "2026-04-01T00:00:00Z", "0300000000000000000001", "K1", "retailer", "enex-group", "JP", "US", "decide", "web", "paper",
    ];

    /// <summary>Texts for which no reader is ready by itself.</summary>
    public static readonly string[] Strange =
    [
        "", " ", "\u0000", "a\u0000b", "\u202e", "\ud83d\ude00", "\u00e9", "e\u0301", "\uff45\uff4c\uff53", "\u3000", "els/", "/els", "els//R1", "els/R1/x", "ELS", "../../etc/passwd", "%2e%2e", "'; drop table event; --",
        "<script>", "\r\nX: y", "null", "true", "0", "-1", "9999-12-31", "0000-00-00", "2026-13-41", "2026-02-30T25:61:61+99:99", "9999-12-31T23:59:59.9999999+09:00", "0001-01-01T00:00:00+14:00",
        "9223372036854775808", "1e999", "NaN", "\u0130", "\ufeff", "\uffff", new('x', 600), new('\u3042', 2_000), new('/', 300),
    ];

    /// <summary>What stands where a value should be, as it stands in the body.</summary>
    public static readonly string[] Values =
    [
        "null", "true", "false", "0", "-0", "-1", "1.5", "1e3", "1E400", "-1e-400", "9223372036854775808", "123456789012345678901234567890", "[]", "{}", "[[]]", "[null]", "{\"\":null}", "\"\"", "\" \"",
        "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\uD83D\\uDE00\"", "\"\\x\"", "\"\\u12\"", "\"\t\"", "\"\n\"", "'x'", "NaN", "Infinity", "01", "+1", ".5", "1.", "0x10", "tru", "nul", "undefined", "", "//", "/**/", ",", ":", "}", "]",
    ];

    /// <summary>Bytes that are no UTF-8: a lone continuation, one cut short, an overlong slash, a surrogate, beyond the last character, and what never occurs.</summary>
    public static readonly byte[][] NotUtf8 =
        [[0x80], [0xE3, 0x81], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0xFE, 0xFF]];

    /// <summary>Segments of a path that are no names of anything.</summary>
    public static readonly string[] Segments =
    [
        "", "%20", "%00", "%ff", "%c0%af", "%ed%a0%80", "%f0%9f%98%80", "%", "%2", "%zz", "%2f", "%2e%2e", "..", ".", "*", "{id}", "a;b", "a:b", "~", "%25", "+", "%0d%0a", "%e3%81%82", "\u3042", "%3c%3e", new('x', 500), new('x', 3_000),
    ];

    public static string Pick(Random random, IReadOnlyList<string> of) => of[random.Next(of.Count)];

    public static string Text(Random random) => random.Next(3) == 0 ? Pick(random, Strange) : Pick(random, Known);

    public static string Number(Random random) => random.Next(5) switch
    {
        0 => random.Next().ToString(CultureInfo.InvariantCulture),
        1 => "-" + random.NextInt64().ToString(CultureInfo.InvariantCulture),
        2 => new string('9', random.Next(1, 400)),
        3 => $"{random.Next()}.{random.Next()}e{random.Next(-999, 999)}",
        _ => random.Next(100).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A small word, so that ids do not come to exist without end.</summary>
    public static string Name(Random random) => $"n{random.Next(20)}";
}
