using System.Net;
using System.Text;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Http;

public sealed class StopTests
{
    [Fact]
    public async Task A_command_in_flight_while_the_server_stops_gets_its_answer()
    {
        var registry = new TestRegistry();
        await registry.InitializeAsync();
        try
        {
            await registry.EnrolAsync("in-flight");
            var body = new HeldBody("""{"act":"use"}""");
            var request = new HttpRequestMessage(HttpMethod.Post, "/v1/customers/els/in-flight/stops") { Content = body };
            // The body is sent once the server asks for it: then the request is accepted, and not only on its way.
            request.Headers.ExpectContinue = true;
            var sent = registry.Els.SendAsync(request);
            await body.HalfSent;
            var stopping = registry.App.StopAsync();
            (await Reaches(registry.Address)).ShouldBeFalse("the server takes no new connection");
            sent.IsCompleted.ShouldBeFalse();
            body.Release();
            (await sent).Status.ShouldBe(201);
            await stopping;
        }
        finally
        {
            await registry.DisposeAsync();
        }
    }

    [Fact]
    public async Task Ready_is_said_only_while_the_grains_are_open()
    {
        var open = true;
        var registry = new TestRegistry { Options = new ConsentGrainsWebOptions { NotReady = () => open ? null : Unreadiness.JournalNotHeld } };
        await registry.InitializeAsync();
        try
        {
            (await registry.Nobody.GetAsync("/readyz")).Text.ShouldBe("ready");
            open = false;
            var reply = await registry.Nobody.GetAsync("/readyz");
            (reply.Status, reply.Code, reply.Json["reason"]!.GetValue<string>()).ShouldBe((503, "unavailable", "journal-not-held"));
            (await registry.Nobody.GetAsync("/healthz")).Text.ShouldBe("ok");
        }
        finally
        {
            await registry.DisposeAsync();
        }
    }

    /// <summary>Asks on new connections until one is refused: a stop closes the door before it waits for those inside.</summary>
    static async Task<bool> Reaches(Uri address)
    {
        for (var i = 0; i < 1000; i++)
        {
            try
            {
                using var client = new Client(address, null);
                await client.GetAsync("/healthz");
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A body whose second half waits to be let go.</summary>
    sealed class HeldBody : HttpContent
    {
        readonly byte[] bytes;
        readonly TaskCompletionSource half = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HeldBody(string text)
        {
            bytes = Encoding.UTF8.GetBytes(text);
            Headers.ContentType = new("application/json");
        }

        public Task HalfSent => half.Task;

        public void Release() => released.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(bytes.AsMemory(0, 2));
            await stream.FlushAsync();
            half.SetResult();
            await released.Task;
            await stream.WriteAsync(bytes.AsMemory(2));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }
}
