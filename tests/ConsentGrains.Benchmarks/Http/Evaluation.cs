using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConsentGrains.Benchmarks.Http;

/// <summary>An AuthZEN request as plain objects, for the endpoint that a decision is measured against.</summary>
sealed record Evaluation(Entity? Subject, Act? Action, Entity? Resource, JsonElement? Context, IReadOnlyList<Evaluation>? Evaluations);

sealed record Entity(string? Type, string? Id, Properties? Properties);

sealed record Act(string? Name, Properties? Properties);

sealed record Properties(string? Purpose, string? Form, IReadOnlyList<string>? Items);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Evaluation))]
sealed partial class EvaluationJson : JsonSerializerContext;
