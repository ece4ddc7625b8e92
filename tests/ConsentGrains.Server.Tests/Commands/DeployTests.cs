using System.Diagnostics;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Commands;

/// <summary>The files of deploy/ are what their formats say, without a container engine or a cluster to try them on.</summary>
public sealed class DeployTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [NodeFact]
    public async Task Compose_and_Kubernetes_take_the_files() =>
        (await ValidateAsync(Repository.PathOf("deploy"))).ShouldMatch("^valid: [1-9][0-9]* manifests, [1-9][0-9]* services$");

    [NodeFact]
    public async Task A_file_that_is_wrong_is_found()
    {
        using var folder = new Folder();
        foreach (var path in new[] { "compose/compose.yaml", "kubernetes/silos.yaml" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[path])!);
            folder.Write(path, Repository.Read("deploy/" + path));
        }

        folder.Write("kubernetes/silos.yaml", Repository.Read("deploy/kubernetes/silos.yaml").Replace("replicas: 3", "replicas: three", StringComparison.Ordinal));
        (await ValidateAsync(folder.Root)).ShouldStartWith("invalid: silos.yaml, StatefulSet consent-silo: data/spec/replicas");
        folder.Write("kubernetes/silos.yaml", Repository.Read("deploy/kubernetes/silos.yaml").Replace("port: http\n            periodSeconds: 10", "port: web\n            periodSeconds: 10", StringComparison.Ordinal));
        (await ValidateAsync(folder.Root)).ShouldBe("invalid: silos.yaml: there is no port web");
    }

    /// <summary>Settings that nobody knows are refused at the start: the files name those there are.</summary>
    [Fact]
    public void The_files_name_projects_and_files_that_there_are()
    {
        var container = Repository.Read("deploy/container/Containerfile");
        foreach (var project in new[] { "src/ConsentGrains.Server", "src/ConsentGrains.Silo" })
        {
            container.ShouldContain(project);
            Directory.Exists(Repository.PathOf(project)).ShouldBeTrue(project);
        }

        File.Exists(Repository.PathOf("deploy/postgres/roles.sql")).ShouldBeTrue();
    }

    static async Task<string> ValidateAsync(string folder)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Repository.PathOf("tests/clients/deploy.mjs"), folder]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = await node.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await node.WaitForExitAsync().WaitAsync(Patience);
        return said.Trim();
    }
}
