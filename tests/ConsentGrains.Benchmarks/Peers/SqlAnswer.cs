using System.Text.Json.Serialization;

namespace ConsentGrains.Benchmarks.Peers;

/// <summary>What <see cref="SqlPeer"/> answers.</summary>
sealed record SqlAnswer(bool Decision, SqlContext Context);

sealed record SqlContext(string? Clause);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SqlAnswer))]
sealed partial class SqlAnswerJson : JsonSerializerContext;
