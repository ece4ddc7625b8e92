using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Switching;
using ConsentGrains.Grains.Switching.Files;

namespace ConsentGrains.Server.Bulk;

/// <summary>Switching CSVs on disk.</summary>
static class SwitchFiles
{
    /// <exception cref="StopException">Nothing of the file can be carried out.</exception>
    public static async Task<SwitchImport> ReadAsync(string path, CancellationToken cancel)
    {
        var (import, problem) = SwitchImport.Read(await BytesAsync(path, cancel));
        return import ?? throw Malformed(path, problem!, "Nothing was brought in.");
    }

    /// <summary>A retailer's own contracts.</summary>
    /// <exception cref="StopException">Not all of them can be read.</exception>
    public static async Task<IReadOnlyDictionary<SupplyPointNumber, MatchingKeys>> KeysAsync(string path, CancellationToken cancel)
    {
        var (keys, problem) = KnownKeys.Read(await BytesAsync(path, cancel));
        return keys ?? throw Malformed(path, problem!, "Nothing was compared.");
    }

    static async Task<byte[]> BytesAsync(string path, CancellationToken cancel)
    {
        if (!File.Exists(path)) throw new StopException(ExitCode.Usage, StopCode.UsageWrong, $"There is no file {path}.");
        if (new FileInfo(path).Length > Grains.Limits.SwitchFileBytes)
            throw new StopException(ExitCode.Usage, StopCode.SwitchFileMalformed, $"{path} is larger than {Grains.Limits.SwitchFileBytes >> 20} MiB. Split it.");
        return await File.ReadAllBytesAsync(path, cancel);
    }

    static StopException Malformed(string path, CsvProblem problem, string consequence) => new(
        ExitCode.Usage, StopCode.SwitchFileMalformed,
        $"{path}, line {problem.Line}{(problem.Column.Length > 0 ? $", column {problem.Column}" : "")}: {problem.Code}: {problem.Message} {problem.Ja} {consequence}");
}
