using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Registry;

/// <summary>A command that has a path of its own.</summary>
/// <param name="Path">Below the root it is mapped to; with its slash.</param>
/// <param name="Schema">The name of the body's schema.</param>
readonly record struct PostedCommand(string Path, string Command, string Schema, string Summary)
{
    public const Roles MayTell = Roles.Register | Roles.Admin;

    /// <param name="tell">Told the name of the command.</param>
    public static void Map(
        IEndpointRouteBuilder endpoints, Gatehouse gatehouse, string root, string tag, IEnumerable<PostedCommand> commands, Func<Call, string, ValueTask<Problem?>> tell)
    {
        foreach (var (path, command, schema, summary) in commands)
            endpoints.MapPost(root + path, gatehouse.Behind(MayTell, call => tell(call, command)))
                .Describe(new(command, tag, summary, "Recorded") { Body = schema, Roles = MayTell, IsCommand = true });
    }
}
