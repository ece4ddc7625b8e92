using System.Text.Json;
using System.Text.Json.Serialization;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Web.Registry;

/// <summary>A version of a policy as it is read: the names of the policy files, camel case, words in kebab-case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(Kebab<ItemTag>), typeof(Kebab<JointUseNeed>), typeof(Kebab<ResponsibleKind>), typeof(Kebab<PostContract>),
        typeof(Kebab<MentionKind>), typeof(Kebab<FindingKind>), typeof(Kebab<LawTopic>)])]
[JsonSerializable(typeof(Policy))]
sealed partial class PolicyJson : JsonSerializerContext;

sealed class Kebab<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower) where T : struct, Enum;
