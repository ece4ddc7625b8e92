using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace ConsentGrains.Benchmarks.Scale;

/// <summary>N6: from the start of the process `consent serve` to its first decision over HTTP.</summary>
static class Starting
{
    const int PatienceSeconds = 120;

    public static async Task<double> MillisecondsAsync(Store store)
    {
        var port = FreePort();
        using var client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}"), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", store.Secret) } };
        var began = Stopwatch.GetTimestamp();
        using var server = store.Serve(port);
        try
        {
            while (!await IsPermittedAsync(client, store.Customers / 2))
            {
                if (server.HasExited || Stopwatch.GetElapsedTime(began).TotalSeconds > PatienceSeconds) throw new InvalidOperationException("the server does not decide");
                await Task.Delay(TimeSpan.FromMilliseconds(5));
            }

            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    static async Task<bool> IsPermittedAsync(HttpClient client, int customer)
    {
        var question = $$$"""{"subject":{"type":"party","id":"els"},"action":{"name":"use","properties":{"purpose":"ELS-EL-2-PU3"}},"resource":{"type":"customer","id":"{{{Population.Id(customer)}}}","properties":{"items":["ELS-EL-3/name"]} } }""";
        try
        {
            using var answer = await client.PostAsync("/access/v1/evaluation", new StringContent(question, Encoding.UTF8, "application/json"));
            var said = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(said);
            return said.StartsWith("{\"decision\":true", StringComparison.Ordinal) ? true : throw new InvalidOperationException(said);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
