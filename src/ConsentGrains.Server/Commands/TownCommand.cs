using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Server.Bulk;
using ConsentGrains.Server.Demo;
using Command = System.CommandLine.Command;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent town`: a generated town of any size as NDJSON for `consent import`.</summary>
static class TownCommand
{
    const int Most = 100_000_000;

    public static Command Create()
    {
        var customers = new Option<int>("--customers") { Description = "How many customers.", HelpName = "N", DefaultValueFactory = _ => Town.DefaultCustomers };
        customers.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 10 or > Most) result.AddError(string.Create(CultureInfo.InvariantCulture, $"--customers must be from 10 to {Most}."));
        });
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same town.", HelpName = "S", DefaultValueFactory = _ => Town.DefaultSeed };
        var file = new Argument<string>("FILE") { Description = "Where to write it." };
        var command = new Command("town", "Write a made-up town as NDJSON for `consent import`: the five policies, all ten areas, consents given, withdrawn and expired. Nobody in it exists.") { file, customers, seed };
        command.SetAction((parsed, cancel) => RunAsync(
            Path.GetFullPath(parsed.GetRequiredValue(file)), parsed.GetValue(customers), parsed.GetValue(seed), parsed.InvocationConfiguration.Output, cancel));
        return command;
    }

    static async Task<int> RunAsync(string path, int customers, int seed, TextWriter output, CancellationToken cancel)
    {
        var lines = 0L;
        await using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            await Bar.ShowAsync(output, "writing", customers, async show =>
            {
                foreach (var command in Surroundings.All) lines += Write(file, new TargetedCommand.ToDirectory(command), new(Via: "import"));
                var done = 0;
                foreach (var each in Town.Lives(seed, customers))
                {
                    cancel.ThrowIfCancellationRequested();
                    for (var step = 0; step < each.Life.Count; step++)
                        lines += Write(file, new TargetedCommand.ToCustomer(each.Id, each.Life[step]), NoteOf(each.EnvelopeOf(step)));
                    for (var i = 0; i < each.Place.Count; i++)
                        lines += Write(file, new TargetedCommand.ToPoint(each.Place[i].Point, each.Place[i].Body), NoteOf(each.EnvelopeOf(each.Life.Count + i)));
                    if (++done % 1_000 == 0) show(done, lines);
                }

                await file.FlushAsync(cancel);
            });
        output.WriteLine($"{path}: {customers.ToString("N0", CultureInfo.InvariantCulture)} customers, {lines.ToString("N0", CultureInfo.InvariantCulture)} lines.");
        return (int)ExitCode.Ok;
    }

    static CommandNote NoteOf(Envelope envelope) => new(envelope.Evidence, envelope.Via);

    static int Write(Stream file, TargetedCommand command, CommandNote note)
    {
        var written = CommandWriter.Write(command, note);
        using (var json = new Utf8JsonWriter(file))
        {
            json.WriteStartObject();
            json.WritePropertyName(written.Name);
            json.WriteRawValue(written.Fields, skipInputValidation: true);
            json.WriteEndObject();
        }

        file.WriteByte((byte)'\n');
        return 1;
    }
}
