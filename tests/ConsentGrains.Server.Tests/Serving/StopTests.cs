using System.Net.Sockets;
using System.Text;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Serving;

public sealed class StopTests
{
    const string Body = """{"enrol": {"customer": "els/LATE", "policy": "ELS-EL"}}""";

    [Fact]
    public async Task A_request_under_way_is_finished_before_the_server_ends()
    {
        using var folder = new Folder();
        await using var server = await ServerProcess.StartAsync(folder, "--memory");
        var uri = new Uri(server.Url);
        using var connection = new TcpClient(uri.Host, uri.Port);
        await using var stream = connection.GetStream();
        using var reader = new StreamReader(stream);

        // Once it says 100 Continue, the request is the application's and waits for its body.
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/commands HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {Printed.AdminKey(server.Output)}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {Body.Length}\r\nExpect: 100-continue\r\n\r\n"));
        (await reader.ReadLineAsync()).ShouldBe("HTTP/1.1 100 Continue");
        await server.TerminateAsync();
        await RefusesAsync(uri);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Body));

        await reader.ReadLineAsync();
        (await reader.ReadLineAsync()).ShouldBe("HTTP/1.1 201 Created");
        var ended = await server.EndedAsync();
        (ended.Exit, ended.Output.TrimEnd().Split('\n')[^1]).ShouldBe((0, "Stopped: everything accepted is kept. 停止しました。"));
    }

    /// <summary>Returns once the server takes no new connections, that is, once it is stopping.</summary>
    static async Task RefusesAsync(Uri uri)
    {
        while (true)
        {
            try
            {
                using var another = new TcpClient();
                await another.ConnectAsync(uri.Host, uri.Port);
                await Task.Yield();
            }
            catch (SocketException)
            {
                return;
            }
        }
    }
}
