using System.Globalization;
using OpenTelemetry.Resources;

namespace ConsentGrains.Web.Metrics;

/// <summary>Which process a collector is told by.</summary>
static class Sender
{
    static readonly string Process = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}");

    public static void Describe(ResourceBuilder resource) =>
        resource.AddService("consentgrains", serviceInstanceId: Process, serviceVersion: typeof(Sender).Assembly.GetName().Version?.ToString(3));
}
