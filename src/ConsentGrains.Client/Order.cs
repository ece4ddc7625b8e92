using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Client;

/// <summary>A command on its way to the silo that carries it out.</summary>
/// <param name="Name">`consent`, `withdraw` …</param>
/// <param name="Fields">As <see cref="CommandWriter"/> writes them.</param>
public sealed record Order(string Name, byte[] Fields, Envelope Envelope)
{
    const string Unsaid = "-";

    /// <summary>In whose name, for commands to supply points.</summary>
    public Issuer? Issuer { get; init; }

    /// <summary>1–255 printable ASCII characters; remembered 7 days. A command whose outcome is not known is found out about by sending it again with its key.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The version the sender saw.</summary>
    public int? IfMatch { get; init; }

    /// <summary>The sender has no more for this customer or point at the moment.</summary>
    public bool Rests { get; init; }

    /// <summary>As <see cref="CanonicalHash"/> makes it; required with a key.</summary>
    public byte[]? BodyHash { get; init; }

    public static Order Of(TargetedCommand command, Envelope envelope)
    {
        // The reader wants evidence with every consent; what counts is the envelope's.
        var written = CommandWriter.Write(command, new CommandNote(Evidence: Unsaid));
        return new(written.Name, written.Fields, envelope);
    }

    /// <exception cref="JsonException">It is none that this version knows.</exception>
    public TargetedCommand Command(CommandReader reader)
    {
        using var fields = JsonDocument.Parse(Fields);
        return reader.Read(Name, fields.RootElement) is { Value: { } read } ? read.Command : throw new JsonException($"a command {Name} of another version");
    }
}
