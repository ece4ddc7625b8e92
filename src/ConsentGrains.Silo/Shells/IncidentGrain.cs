using ConsentGrains.Client;
using ConsentGrains.Grains;
using ConsentGrains.Silo.Placement;
using ConsentGrains.Silo.Wire;
using Orleans;
using Orleans.Runtime;

namespace ConsentGrains.Silo.Shells;

/// <summary>An incident as Orleans clients address one: no state, placed beside its partition.</summary>
[GrainType(Places.Incident), BesidePartition]
sealed class IncidentGrain(IGrains grains) : Grain, IIncidentGrain
{
    string Number => this.GetPrimaryKeyString();

    public Task<Reply> TellAsync(byte[] order) => Door.AnswerAsync(async () =>
    {
        var (command, envelope, terms) = Orders.ReadIncident(order);
        return Bytes.Of(Outcomes.Told(await grains.Incidents.TellAsync(Number, command, envelope, terms, default)));
    });

    public Task<Reply> ReadAsync() => Door.AnswerAsync(() => Wire.Incidents.WriteAsync(grains.Incidents, Number));
}
