using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains;
using ConsentGrains.Web.Desk.Pages;
using ConsentGrains.Web.Pages;
using ConsentGrains.Web.Registry;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Desk;

/// <summary>`/desk/contractors`: the register with its clauses, re-entrustment as a tree, and the supervision log with what is overdue.</summary>
sealed class ContractorPages(PageHouse house, PageWriter pages, IGrains grains, TimeProvider clock)
{
    const Roles MayAct = Roles.Desk | Roles.Register | Roles.Admin;
    static readonly CommandReader Reader = new();

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/desk/contractors", house.Behind(MayAct | Roles.Audit, call => ShowAsync(call, null)));
        endpoints.MapPost("/desk/contractors", house.Behind(MayAct, RecordAsync));
    }

    async ValueTask<Problem?> RecordAsync(PageCall call)
    {
        var read = Reader.Read("supervision", FormFields.Of(call.Http.Request.Form));
        if (read.Value is not { Command: TargetedCommand.ToDirectory { Body: DirectoryCommand.RecordSupervision record } } sent) return await ShowAsync(call, Problems.Of(read.Problems));
        if (Permissions.MaySupervise(record.Id, call.Who, grains.Directory) is { } forbidden) return await ShowAsync(call, forbidden);
        var envelope = sent.Note.In(new Envelope(call.Who.Party, call.Who.Credential, Via: "desk"));
        if (Problems.Of(await grains.TellAsync(new Command.ToDirectory(record), envelope, CommandTerms.None, call.Cancel)) is { } refused) return await ShowAsync(call, refused);
        PageHouse.Redirect(call.Http, "/desk/contractors");
        return null;
    }

    async ValueTask<Problem?> ShowAsync(PageCall call, Problem? problem)
    {
        await pages.WriteAsync<ContractorsPage>(call.Http, new()
        {
            ["Frame"] = call.Frame,
            ["Lines"] = ContractorTree.Of(grains.Directory, call.Who.SeesAll ? null : call.Who.Party),
            ["Today"] = Instant.From(clock.GetUtcNow()).Day,
            ["MayAct"] = call.Who.Has(MayAct),
            ["Problem"] = problem,
        }, problem?.Status ?? StatusCodes.Status200OK);
        return null;
    }
}
