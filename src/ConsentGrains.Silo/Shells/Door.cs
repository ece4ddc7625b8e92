using System.Text.Json;
using ConsentGrains.Client;
using ConsentGrains.Core.Codec;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Logbook;
using ConsentGrains.Silo.Wire;

namespace ConsentGrains.Silo.Shells;

/// <summary>What the shells for Orleans clients have in common: they stand before <see cref="IGrains"/>, which finds the owner wherever it is.</summary>
static class Door
{
    public static Task<Reply> TellAsync(IGrains grains, CommandReader reader, byte[] order) => AnswerAsync(async () =>
    {
        var (command, envelope, terms) = Orders.Read(order, reader);
        return Bytes.Of(Outcomes.Told(await grains.TellAsync(command, envelope, terms, default)));
    });

    /// <summary>Off the grain's own turn, as in <see cref="PartitionGrain"/>.</summary>
    public static Task<Reply> AnswerAsync(Func<Task<byte[]>> answer) => Task.Run(async () =>
    {
        try
        {
            return new Reply(await answer());
        }
        catch (UnavailableException no)
        {
            return new Reply(null, no.Message);
        }
        catch (UnloggedException no)
        {
            return new Reply(null, $"the decision could not be logged: {no.Message}");
        }
        catch (JsonException wrong)
        {
            return new Reply(null, $"the message is not understood: {wrong.Message}");
        }
    });
}
