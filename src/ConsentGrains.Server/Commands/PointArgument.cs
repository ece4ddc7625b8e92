using System.CommandLine;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Server.Commands;

/// <summary>POINT: the supply point a command is about.</summary>
sealed class PointArgument
{
    readonly Argument<string> point = new("POINT") { Description = "The supply point's 22 digits, hyphens allowed." };

    public void AddTo(Command command) => command.Arguments.Insert(0, point);

    public SupplyPointNumber Read(ParseResult parsed) => SupplyPointNumber.Parse(parsed.GetRequiredValue(point))
        ?? throw new StopException(ExitCode.Usage, StopCode.UsageWrong, "POINT is no supply point's number: it has 22 digits and begins with 01 to 10.");
}
