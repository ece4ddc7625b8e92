using System.Text.Json;
using ConsentGrains.Client;
using ConsentGrains.Core;
using ConsentGrains.Core.Sites;

namespace ConsentGrains.Silo.Wire;

/// <summary>What the visitors of sites chose, as it crosses silos.</summary>
static class Visitors
{
    const string Choose = "visitor/choose";

    public static byte[] Write(ChooseTransmissions command, Envelope envelope) => Bytes.Of(new Order(Choose, Bytes.Of(command), envelope));

    /// <exception cref="JsonException">A later version sent it.</exception>
    public static (ChooseTransmissions Command, Envelope Envelope) Read(byte[] bytes)
    {
        var order = Bytes.Read<Order>(bytes);
        return order.Name == Choose ? (Bytes.Read<ChooseTransmissions>(order.Fields), order.Envelope) : throw new JsonException($"a command {order.Name} of another version");
    }
}
