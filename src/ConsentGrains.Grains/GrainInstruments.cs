using System.Diagnostics.Metrics;
using ConsentGrains.Grains.Streams;

namespace ConsentGrains.Grains;

/// <summary>What is measured of the grains of one process, by kind.</summary>
sealed class GrainInstruments(IReadOnlyList<(string Kind, IResidents Residents)> kinds)
{
    public void Observe(Meter meter)
    {
        meter.CreateObservableGauge("consentgrains.grains.resident", () => Each(r => r.Count), "{grain}", "Grains in memory.");
        meter.CreateObservableCounter("consentgrains.grains.activated", () => Each(r => r.Activated), "{grain}", "Grains that were loaded or made.");
        meter.CreateObservableCounter("consentgrains.grains.retired", () => Each(r => r.Retired), "{grain}", "Grains that were put away.");
    }

    IEnumerable<Measurement<long>> Each(Func<IResidents, long> number) =>
        kinds.Select(k => new Measurement<long>(number(k.Residents), new KeyValuePair<string, object?>("kind", k.Kind)));
}
