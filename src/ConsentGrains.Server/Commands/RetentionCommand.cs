using System.CommandLine;
using System.Text.Json;
using ConsentGrains.Server.Remote;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent retention`: how long data are kept, and what would be erased, at a running server.</summary>
static class RetentionCommand
{
    static readonly ServerOptions Server = new();
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var command = new Command("retention", "How long data are kept (保存期間), and what would be erased when and why, at a running server.");
        command.Add(Periods());
        command.Add(Plan());
        command.Add(Certificate());
        return command;
    }

    static Command Periods()
    {
        var missing = new Option<bool>("--missing") { Description = "Only those that were not set; 4 where there are any." };
        var command = new Command("periods", "Print the period of every collection, a line each: policy, collection, months, source; - where none was set, so that nothing is erased.") { missing };
        Server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var running = Server.Need(parsed);
            var only = parsed.GetValue(missing);
            var found = 0;
            await EachAsync(running, "v1/retention?limit=1000", row =>
            {
                var unset = row.GetProperty("missing").GetBoolean();
                if (unset) found++;
                if (unset || !only) parsed.InvocationConfiguration.Output.WriteLine(string.Join("  ", Text(row, "policy"), Text(row, "collection"), Months(row), Text(row, "source")));
            });
            return (int)(only && found > 0 ? ExitCode.CheckFailed : ExitCode.Ok);
        });
        return command;
    }

    static Command Plan()
    {
        var by = new Option<string>("--by") { Description = "Erased by this day if nothing changes (YYYY-MM-DD); left out: today.", HelpName = "DAY" };
        var party = new Option<string>("--operator") { Description = "Whose customers; your own unless you audit.", HelpName = "PARTY" };
        var command = new Command("plan", "A dry run: print which customers would be erased and why, a line per customer and collection. Changes nothing.") { by, party };
        Server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var running = Server.Need(parsed);
            var customers = 0;
            await EachAsync(running, $"v1/retention/plan?current=true{Filter("by", parsed.GetValue(by))}{Filter("operator", parsed.GetValue(party))}", row =>
            {
                customers++;
                foreach (var line in row.GetProperty("lines").EnumerateArray())
                    parsed.InvocationConfiguration.Output.WriteLine(string.Join("  ", Text(row, "customer"), Text(row, "eraseOn"), Text(line, "collection"), Text(line, "reason"), Text(line, "until"), Text(line, "source")));
            });
            parsed.InvocationConfiguration.Output.WriteLine($"{customers} customers.");
            return (int)ExitCode.Ok;
        });
        return command;
    }

    static Command Certificate()
    {
        var customer = new Argument<string>("CUSTOMER") { Description = "operator/number of an erased customer." };
        var command = new Command("certificate", "Print the certificate of an erasure: when, what was destroyed, what stays, the signed ledger.") { customer };
        Server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var running = Server.Need(parsed);
            var parts = parsed.GetRequiredValue(customer).Split('/', 2);
            var reply = (await running.GetAsync($"v1/customers/{string.Join('/', parts.Select(Uri.EscapeDataString))}/erasure")).OrStop();
            parsed.InvocationConfiguration.Output.WriteLine(JsonSerializer.Serialize(reply.Body, Indented));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    static async Task EachAsync(RunningServer running, string query, Action<JsonElement> take)
    {
        for (string? after = null; ;)
        {
            var reply = (await running.GetAsync(query + Filter("after", after))).OrStop();
            foreach (var row in reply.Body.GetProperty("results").EnumerateArray()) take(row);
            if ((after = reply.Text("next")) is null) return;
        }
    }

    static string Months(JsonElement row) => row.TryGetProperty("months", out var months) ? $"{months} months" : "-";

    static string Filter(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";

    static string Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() ?? "-" : "-";
}
