using ConsentGrains.Client;
using ConsentGrains.Core.Codec;
using ConsentGrains.Grains;
using ConsentGrains.Silo.Placement;
using ConsentGrains.Silo.Wire;
using Orleans;
using Orleans.Runtime;

namespace ConsentGrains.Silo.Shells;

/// <summary>A request of a data subject as Orleans clients address one: no state, placed beside its partition.</summary>
[GrainType(Places.Request), BesidePartition]
sealed class RequestGrain(IGrains grains, CommandReader reader) : Grain, IRequestGrain
{
    string Number => this.GetPrimaryKeyString();

    public Task<Reply> TellAsync(byte[] order) => Door.AnswerAsync(async () =>
    {
        var (command, envelope, terms) = Orders.ReadRequest(order, reader);
        if (command.IsStep) throw new System.Text.Json.JsonException("a step is the registry's own");
        return Bytes.Of(Outcomes.Told(await grains.Requests.TellAsync(Number, command, envelope, terms, default)));
    });

    public Task<Reply> ReadAsync() => Door.AnswerAsync(() => Wire.Requests.WriteAsync(grains.Requests, Number));
}
