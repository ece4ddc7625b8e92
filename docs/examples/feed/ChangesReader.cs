using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace ConsentGrains.Examples;

/// <summary>Follows the change feed by pulling: needs nothing but HTTP.</summary>
public static class ChangesReader
{
    /// <param name="next">The cursor kept from the time before; null = from the beginning.</param>
    /// <param name="take">Takes a change in, and keeps the cursor with it: both or neither. The same change may come again.</param>
    public static async Task FollowAsync(Uri registry, string key, string? next, Func<JsonElement, Task> take, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = registry, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var page = (await http.GetFromJsonAsync<JsonDocument>(next is null ? "/v1/changes?from=beginning" : $"/v1/changes?after={next}&wait=60", stop))!;
                foreach (var change in page.RootElement.GetProperty("results").EnumerateArray()) await take(change);
                next = page.RootElement.GetProperty("next").GetString();
            }
            catch (HttpRequestException fault) when (fault.StatusCode is null or >= System.Net.HttpStatusCode.InternalServerError)
            {
                // Not there, or not now: ask again, from the same place.
                await Task.Delay(TimeSpan.FromSeconds(2), stop);
            }
        }
    }
}
