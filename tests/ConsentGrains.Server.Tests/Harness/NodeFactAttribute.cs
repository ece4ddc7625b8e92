using Xunit;

namespace ConsentGrains.Server.Tests.Harness;

/// <summary>A test that starts Node.js with the packages of tests/package.json. Skipped, and said so, only where they are not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    static readonly string Modules = Repository.PathOf("tests/node_modules");

    public NodeFactAttribute()
    {
        if (!Directory.Exists(Modules)) Skip = "The npm packages of tests/package.json are not installed: npm ci --prefix tests (.ci/run does it).";
    }
}
