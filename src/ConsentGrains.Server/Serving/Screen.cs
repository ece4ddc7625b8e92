using System.Net;
using System.Runtime.InteropServices;
using ConsentGrains.Journal.Postgres;
using ConsentGrains.Journal.Sqlite;
using ConsentGrains.Server.Commands;

namespace ConsentGrains.Server.Serving;

/// <summary>What a start prints: where everything is, and the next step.</summary>
static class Screen
{
    const int Label = 28;
    const string Open = "Note: this address is open to other machines over plain HTTP; put a proxy with TLS in front（TLS プロキシの背後に置いてください）.";

    public static void Print(TextWriter output, Settings settings, IEnumerable<string> urls, IReadOnlyList<(string Party, string Secret)> demoKeys, string? firstKey)
    {
        string[] addresses = [.. urls];
        output.WriteLine();
        output.WriteLine($"ConsentGrains {VersionCommand.Version}{(settings.Demo ? " — demo: nobody in it exists（デモ：すべて架空です）" : "")}");
        output.WriteLine();
        Program(output, settings);
        foreach (var address in addresses) Line(output, "address", "アドレス", address);
        Line(output, "API", "API の閲覧", $"{addresses[0]}/docs");
        Line(output, "dashboard", "運転状況", $"{addresses[0]}/admin");
        Line(output, "privacy desk", "開示等の窓口", $"{addresses[0]}/desk");
        Places(output, settings);
        output.WriteLine();
        if (demoKeys.Count > 0) DemoKeys(output, settings, demoKeys);
        if (firstKey is not null) FirstKey(output, firstKey);
        Next(output, settings, addresses[0]);
        if (addresses.Any(IsOpen)) output.WriteLine(Open);
        output.WriteLine("Stop with Ctrl+C. 停止は Ctrl+C");
        output.Flush();
    }

    /// <summary>What a silo prints, between its first line and its last.</summary>
    /// <param name="more">What it has that a server has not.</param>
    public static void Silo(TextWriter output, Settings settings, IEnumerable<string> urls, IEnumerable<(string Label, string Japanese, string Value)> more)
    {
        string[] addresses = [.. urls];
        Program(output, settings);
        foreach (var (label, japanese, value) in more) Line(output, label, japanese, value);
        Line(output, "API", "API の閲覧", $"{addresses[0]}/docs");
        Line(output, "dashboard", "運転状況", $"{addresses[0]}/admin");
        Line(output, "privacy desk", "開示等の窓口", $"{addresses[0]}/desk");
        Places(output, settings);
        if (addresses.Any(IsOpen)) output.WriteLine(Open);
    }

    /// <summary>For who waits until the process that owns the database ends.</summary>
    public static void StandBy(TextWriter output, string owner)
    {
        output.WriteLine($"Standing by: the journal is owned by {owner}; this process takes over when that one ends. 待機中：現在の所有プロセスが終了すると引き継ぎます");
        output.Flush();
    }

    static void Program(TextWriter output, Settings settings) => Line(output, "program", "プログラム",
        $"consent {VersionCommand.Version}, {RuntimeInformation.FrameworkDescription}, journal schema {(settings is { Memory: false, Journal: not null } ? PostgresJournal.Schema : SqliteJournal.Schema)}");

    static void Places(TextWriter output, Settings settings)
    {
        if (settings.Memory)
        {
            Line(output, "data", "データ", "in memory: gone when this process ends（メモリ上のみ）");
            return;
        }

        if (settings.Journal is { } database) Line(output, "journal", "ジャーナル", $"PostgreSQL, {PostgresJournal.Describe(database)}");
        Line(output, "data", "データ", settings.Journal is null ? settings.JournalFile : settings.Data);
        Line(output, "master key", "マスターキー", settings.MasterKey is null ? settings.MasterKeyFile! : Setting.MasterKey.Environment);
        Line(output, "signing key", "署名鍵", settings.SigningKeyFile);
        Line(output, "checkpoints", "チェックポイント", settings.AnchorFile);
        if (settings.Policies is { } policies) Line(output, "further policies", "追加ポリシー", policies);
    }

    static void DemoKeys(TextWriter output, Settings settings, IReadOnlyList<(string Party, string Secret)> keys)
    {
        output.WriteLine(settings.Memory ? "Keys（鍵）" : $"Keys（鍵）, each in a file of its own in {settings.KeysFolder}");
        foreach (var (party, secret) in keys) output.WriteLine($"  {party,-20}{secret}");
        output.WriteLine();
    }

    static void FirstKey(TextWriter output, string key)
    {
        output.WriteLine("The administrator's key, shown this once（管理者の鍵。表示は一度だけです）:");
        output.WriteLine($"  {key}");
        output.WriteLine();
    }

    static void Next(TextWriter output, Settings settings, string address) =>
        output.WriteLine(settings.Demo && !settings.Memory
            ? $"Next: the questions of README.md（次は README.md の質問）, or: curl -H \"Authorization: Bearer $(cat {Path.Combine(settings.KeysFolder, "els")})\" {address}/v1/customers/els/C-000123"
            : $"Next: make a key for each party（次は各社の鍵を発行）: curl -H \"Authorization: Bearer $ADMIN_KEY\" {address}/v1/keys; see docs/operations.md");

    static void Line(TextWriter output, string label, string japanese, string value) =>
        output.WriteLine($"  {label} {japanese}{new string(' ', Math.Max(1, Label - Width(label) - Width(japanese)))}{value}");

    // Japanese letters take two columns of a terminal.
    static int Width(string text) => text.Sum(letter => letter < '\u1100' ? 1 : 2);

    static bool IsOpen(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host != "localhost" && !(IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
