using System.Text.Json;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Registry;

/// <summary>`POST /v1/commands`: any command as scenarios write it, `{"enrol": {"customer": …}}`.</summary>
sealed class CommandEndpoints(Gatehouse gatehouse, CommandDesk desk)
{
    const Roles MayTell = Roles.Register | Roles.Admin;

    public void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/v1/commands", gatehouse.Behind(MayTell, TellAsync))
            .Describe(new("tell", "commands", "Any command, as scenarios write it.", "Recorded") { Body = "AnyCommand", Roles = MayTell, IsCommand = true });

    ValueTask<Problem?> TellAsync(Call call) => CommandBody.TakeAsync(call.Http, async body =>
    {
        if (body.ValueKind != JsonValueKind.Object) return JsonBody.NotAnObject();
        return body.GetPropertyCount() == 1 ? await desk.TellAsync(call, body.EnumerateObject().First().Name, body.EnumerateObject().First().Value) : NotOne();
    });

    static Problem NotOne() => Problems.Of(ProblemCode.CommandUnknown, "The body must hold exactly one command, as {\"enrol\": {…}}.");
}
