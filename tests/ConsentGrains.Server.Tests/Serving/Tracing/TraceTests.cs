using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Serving.Tracing;

/// <summary>The reader of traces finds what it is there to find.</summary>
public sealed class TraceTests
{
    const string Write = "7 pwrite64(45</d/journal.db-wal>, \"..m-1..\", 4096, 32) = 4096";
    const string Flush = "7 fdatasync(45</d/journal.db-wal>) = 0";
    const string Ack = "9 sendmsg(80<TCP:[127.0.0.1:1->127.0.0.1:2]>, {msg_iov=[{iov_base=\"HTTP/1.1 201 Created\\r\\nX-Request-ID: m-1\\r\\n\", iov_len=9}]}, MSG_NOSIGNAL) = 9";

    [Fact]
    public void Written_flushed_and_then_acknowledged_is_right() => Faults(Write, Flush, Ack).ShouldBeEmpty();

    [Fact]
    public void A_flush_that_other_threads_interrupt_is_one() => Faults(
        "7 pwrite64(45</d/journal.db-wal>, \"..m-1..\", 4096, 32 <unfinished ...>", "8 fdatasync(9</d/index.db>) = 0", "7 <... pwrite64 resumed>) = 4096",
        "7 fdatasync(45</d/journal.db-wal> <unfinished ...>", "8 write(1<pipe:[3]>, \"x\", 1) = 1", "7 <... fdatasync resumed>) = 0", Ack).ShouldBeEmpty();

    [Theory]
    [InlineData(Write, Ack, Flush)]
    [InlineData(Flush, Write, Ack)]
    [InlineData(Ack, Write, Flush)]
    [InlineData(Write, "7 fdatasync(45</d/journal.db-wal>) = -1 EIO (Input/output error)", Ack)]
    [InlineData(Write, "7 fdatasync(45</d/index.db-wal>) = 0", Ack)]
    [InlineData(Write, "7 fdatasync(45</d/journal.db-wal> <unfinished ...>", Ack)]
    [InlineData("7 pwrite64(45</d/journal.db-wal>, \"..m-2..\", 4096, 32) = 4096", Flush, Ack)]
    [InlineData(Write, Flush, "9 exit_group(0) = 0")]
    public void Anything_else_is_found(string first, string second, string third) => Faults(first, second, third).ShouldHaveSingleItem();

    [Fact]
    public void A_flush_that_returned_after_the_acknowledgement_had_left_is_none() => Faults(
        Write, "7 fdatasync(45</d/journal.db-wal> <unfinished ...>", Ack, "7 <... fdatasync resumed>) = 0").ShouldHaveSingleItem();

    static IReadOnlyList<string> Faults(params string[] lines) => new Acknowledgements("journal.db-wal").Check(Trace.Read(lines), ["m-1"]).Wrong;
}
