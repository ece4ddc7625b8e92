using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Grains;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Pages;
using ConsentGrains.Web.Registry;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Policies;

/// <summary>The forms of a draft as commands to the directory.</summary>
sealed class DraftForms(IGrains grains, ConsentGrainsWebOptions options)
{
    readonly CommandReader reader = new(options.ReadPolicy);

    /// <summary>The file that was chosen, or else the text that was typed, with the line ends of a file.</summary>
    public static async ValueTask<(string? Source, Problem? Problem)> SourceAsync(IFormCollection form, CancellationToken cancel)
    {
        if (form.Files["file"] is not { Length: > 0 } file) return (form["source"].ToString().ReplaceLineEndings("\n"), null);
        if (file.Length > Limits.BodyBytes) return (null, RequestBody.TooLarge());
        using var text = new StreamReader(file.OpenReadStream());
        return (await text.ReadToEndAsync(cancel), null);
    }

    /// <returns>The draft as it was put down; or why it was not.</returns>
    public async ValueTask<(Policy? Put, Problem? Problem)> PutAsync(PageCall call, string policy, string source)
    {
        var read = reader.Read("draft", JsonSerializer.SerializeToElement(new Dictionary<string, string>(StringComparer.Ordinal) { ["policy"] = policy, ["source"] = source }));
        if (read.Value is not { } command) return (null, Problems.Of(read.Problems));
        var drafted = ((DirectoryCommand.DraftPolicy)((TargetedCommand.ToDirectory)command.Command).Body).Policy;
        return await TellAsync(call, command) is { } refused ? (null, refused) : (drafted, null);
    }

    /// <returns>Null: it was recorded.</returns>
    public async ValueTask<Problem?> TellAsync(PageCall call, string command, string policy, string version)
    {
        using var of = CommandBody.With(FormFields.Of(call.Http.Request.Form, "seen"), "policy", policy);
        using var fields = CommandBody.With(of.RootElement, "version", version);
        var read = reader.Read(command, fields.RootElement);
        return read.Value is { } sent ? await TellAsync(call, sent) : Problems.Of(read.Problems);
    }

    async ValueTask<Problem?> TellAsync(PageCall call, ReadCommand sent)
    {
        if (Permissions.Check(sent.Command, call.Who, grains.Directory) is { } forbidden) return forbidden;
        var envelope = sent.Note.In(new Envelope(call.Who.Party, call.Who.Credential, Via: "admin"));
        var body = ((TargetedCommand.ToDirectory)sent.Command).Body;
        return Problems.Of(await grains.TellAsync(new Command.ToDirectory(body), envelope, CommandTerms.None, call.Cancel));
    }
}
