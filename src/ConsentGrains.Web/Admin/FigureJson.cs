using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConsentGrains.Web.Admin;

/// <summary>The figures as the page's script reads them.</summary>
static class FigureJson
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static byte[] Of(Figures figures) => JsonSerializer.SerializeToUtf8Bytes(figures, Options);
}
