using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConsentGrains.Benchmarks.Load;

/// <summary>What the generator shall send.</summary>
/// <param name="Requests">Sent in turn.</param>
/// <param name="PerSecond">Requests started per second, whether the earlier ones have ended or not; 0 = each connection sends as soon as it has its answer.</param>
sealed record LoadOrder(string Host, int Port, string Key, IReadOnlyList<LoadRequest> Requests, int Connections, int PerSecond, int Seconds)
{
    /// <summary>Each request as its bytes.</summary>
    public byte[][] Spell() => [.. Requests.Select(Spell)];

    byte[] Spell(LoadRequest request) => Encoding.UTF8.GetBytes(
        $"POST {request.Path} HTTP/1.1\r\nHost: {Host}:{Port}\r\nAuthorization: Bearer {Key}\r\nAccept: application/json\r\n"
        + $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(request.Body)}\r\n\r\n{request.Body}");
}

/// <param name="Body">JSON.</param>
sealed record LoadRequest(string Path, string Body);

/// <summary>What came of it. Times count from the moment a request was due, so that a request that had to wait for a connection shows it.</summary>
sealed record LoadResult(long Offered, long Completed, long Failed, double Seconds, double P50, double P95, double P99, double Max)
{
    /// <summary>Requests completed per second.</summary>
    public double PerSecond => Completed / Seconds;

    public string Show() =>
        $"offered {Offered}, completed {Completed}, failed {Failed}, {PerSecond:0}/s, ms p50 {P50:0.00} p95 {P95:0.00} p99 {P99:0.00} max {Max:0.0}";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LoadOrder))]
[JsonSerializable(typeof(LoadResult))]
sealed partial class LoadJson : JsonSerializerContext;
