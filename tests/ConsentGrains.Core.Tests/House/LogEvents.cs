using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentGrains.Core.Tests.House;

/// <summary>A message of the log as the source declares it.</summary>
/// <param name="Where">File and line.</param>
sealed partial record LogEvent(string Where, int? Id, string? Name, string Level, string Message)
{
    static readonly string[] Unnumbered = ["LogTrace", "LogDebug", "LogInformation", "LogWarning", "LogError", "LogCritical"];

    /// <summary>What others rely on: the words of a message may be bettered, these not.</summary>
    public string Promise => string.Join(' ', [Line(Id), Name, Level, .. Field().Matches(Message).Select(m => m.Value)]);

    public static IEnumerable<LogEvent> In(SourceFile file) => file.Syntax.DescendantNodes().OfType<AttributeSyntax>()
        .Where(a => a.Name.ToString() is "LoggerMessage" or "LoggerMessageAttribute").Select(a => Of(file, a));

    /// <summary>Calls that write to a log without going through a declared message.</summary>
    public static IEnumerable<string> Undeclared(SourceFile file) => file.Syntax.DescendantNodes().OfType<InvocationExpressionSyntax>()
        .Where(call => call.Expression is MemberAccessExpressionSyntax member && IsUndeclared(member, call.ArgumentList))
        .Select(call => $"{file.At(call)}: declare it with [LoggerMessage(EventId = …, EventName = …)] and describe it in docs/logs.md");

    public static string Line(int? id) => id?.ToString(CultureInfo.InvariantCulture) ?? "no-id";

    static bool IsUndeclared(MemberAccessExpressionSyntax member, ArgumentListSyntax arguments)
    {
        var name = member.Name.Identifier.Text;
        return Unnumbered.Contains(name, StringComparer.Ordinal)
            || (name == "Log" && arguments.Arguments.FirstOrDefault()?.ToString().Contains("LogLevel", StringComparison.Ordinal) == true)
            || (name.StartsWith("Define", StringComparison.Ordinal) && member.Expression.ToString() == "LoggerMessage");
    }

    static LogEvent Of(SourceFile file, AttributeSyntax attribute) => new(
        file.At(attribute), int.TryParse(Argument(attribute, "EventId"), CultureInfo.InvariantCulture, out var id) ? id : null,
        Argument(attribute, "EventName")?.Trim('"'), Argument(attribute, "Level")?.Split('.')[^1] ?? "", Argument(attribute, "Message")?.Trim('"') ?? "");

    static string? Argument(AttributeSyntax attribute, string name) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.Text == name)?.Expression.ToString();

    [GeneratedRegex(@"\{[A-Za-z]+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Field();
}
