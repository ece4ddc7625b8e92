using ConsentGrains.Grains.Switching.Files;

namespace ConsentGrains.Server.Bulk;

/// <summary>Switching CSVs on disk.</summary>
static class SwitchFiles
{
    /// <exception cref="StopException">Nothing of the file can be carried out.</exception>
    public static async Task<SwitchImport> ReadAsync(string path, CancellationToken cancel)
    {
        if (!File.Exists(path)) throw new StopException(ExitCode.Usage, StopCode.UsageWrong, $"There is no file {path}.");
        if (new FileInfo(path).Length > Grains.Limits.SwitchFileBytes)
            throw new StopException(ExitCode.Usage, StopCode.SwitchFileMalformed, $"{path} is larger than {Grains.Limits.SwitchFileBytes >> 20} MiB. Split it.");
        var (import, problem) = SwitchImport.Read(await File.ReadAllBytesAsync(path, cancel));
        return import ?? throw new StopException(
            ExitCode.Usage, StopCode.SwitchFileMalformed,
            $"{path}, line {problem!.Line}{(problem.Column.Length > 0 ? $", column {problem.Column}" : "")}: {problem.Code}: {problem.Message} {problem.Ja} Nothing was brought in.");
    }
}
