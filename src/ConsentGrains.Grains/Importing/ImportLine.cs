using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace ConsentGrains.Grains.Importing;

/// <summary>One line of an import: NDJSON, one command each, `{"enrol": {"customer": …}}`.</summary>
/// <param name="Number">From 1; blank lines count and are passed over.</param>
/// <param name="Json">Empty for a blank line, and for one that is longer than <see cref="Limits.ImportLineBytes"/>.</param>
/// <param name="End">Byte offset behind the line: where to go on.</param>
/// <param name="TooLong">It was let go.</param>
public readonly record struct ImportLine(long Number, ReadOnlyMemory<byte> Json, long End, bool TooLong = false)
{
    /// <summary>The lines of a stream, from where an earlier run stopped.</summary>
    /// <param name="after">Lines before the stream's position.</param>
    /// <param name="offset">Bytes before the stream's position.</param>
    /// <param name="whole">False = the stream may end within a line, which is then not read.</param>
    public static async IAsyncEnumerable<ImportLine> ReadAsync(
        Stream from, long after = 0, long offset = 0, bool whole = true, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var pipe = PipeReader.Create(from, new StreamPipeReaderOptions(leaveOpen: true));
        var (number, end, skipping) = (after, offset, false);
        while (true)
        {
            var read = await pipe.ReadAsync(cancel);
            var buffer = read.Buffer;
            while (TryCut(ref buffer, read.IsCompleted && whole, out var line, out var length))
            {
                end += length;
                var tooLong = skipping || line.Length > Limits.ImportLineBytes;
                yield return new ImportLine(++number, tooLong ? default : line.ToArray(), end, tooLong);
                skipping = false;
            }

            if (read.IsCompleted) break;
            if (buffer.Length > Limits.ImportLineBytes)
            {
                // Too long for a command: what was read of it is let go, so that memory stays bounded; its end is still found.
                skipping = true;
                end += buffer.Length;
                buffer = buffer.Slice(buffer.End);
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
        }

        await pipe.CompleteAsync();
    }

    static bool TryCut(ref ReadOnlySequence<byte> buffer, bool last, out ReadOnlySequence<byte> line, out long length)
    {
        line = default;
        length = 0;
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            length = line.Length + 1;
            return true;
        }

        if (!last || buffer.IsEmpty) return false;
        line = buffer;
        length = buffer.Length;
        buffer = buffer.Slice(buffer.End);
        return true;
    }
}
