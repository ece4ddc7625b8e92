using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Http;

public sealed class ConcurrencyTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    const int Clients = 16;
    const int Rounds = 40;

    [Fact]
    public async Task Clients_side_by_side_each_get_the_answer_to_their_own_question()
    {
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(n => registry.EnrolAsync($"side-{n}")));
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async n =>
        {
            using var client = await registry.KeyAsync("els", "decide");
            for (var i = 0; i < Rounds; i++)
            {
                var known = await client.AskAsync(Asking.Permitted($"side-{n}"), ("X-Request-ID", $"{n}-{i}"));
                known.Decision.ShouldBeTrue();
                known.Headers["X-Request-ID"].ShouldBe($"{n}-{i}");
                var unknown = await client.AskAsync(Asking.Question("els", "els/nobody", $"purpose-{n}-{i}", "ELS-EL-3/name"));
                unknown.Context["reasons"]!.AsArray().Select(r => r!["subject"]?.GetValue<string>()).ShouldContain($"purpose-{n}-{i}");
            }
        }));
    }

    [Fact]
    public async Task Of_commands_sent_at_once_for_one_revision_one_is_carried_out()
    {
        await registry.EnrolAsync("race");
        var replies = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ =>
            registry.Els.PostAsync("/v1/customers/els/race/stops", new JsonObject { ["act"] = "use" }, ("If-Match", "\"2\""))));
        replies.Count(r => r.Status == 201).ShouldBe(1);
        replies.Count(r => r.Code == "revision-conflict").ShouldBe(Clients - 1);
    }

    [Fact]
    public async Task Of_one_command_sent_many_times_at_once_one_is_carried_out()
    {
        await registry.EnrolAsync("twice");
        var replies = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ =>
            registry.Els.PostAsync("/v1/customers/els/twice/stops", new JsonObject { ["act"] = "use" }, ("Idempotency-Key", "at-once"))));
        replies.Count(r => r.Status == 201).ShouldBe(1);
        replies.Select(r => r.Json["revision"]!.GetValue<int>()).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_withdrawal_that_was_acknowledged_is_obeyed_on_every_connection()
    {
        await registry.EnrolAsync("fresh");
        var question = Asking.Permitted("fresh");
        question["action"]!["name"] = "provide";
        question["context"]!["recipient"] = "emana";
        var clients = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => registry.KeyAsync("els", "decide")));
        for (var round = 0; round < Rounds; round++)
        {
            await registry.Els.MustAsync("/v1/customers/els/fresh/consents", new JsonObject { ["recipient"] = "emana", ["evidence"] = "form" });
            (await clients[0].AskAsync(question)).Decision.ShouldBeTrue();
            await registry.Els.MustAsync("/v1/customers/els/fresh/consents/withdraw", new JsonObject { ["recipient"] = "emana" });
            foreach (var reply in await Task.WhenAll(clients.Select(c => c.AskAsync(question)))) reply.Decision.ShouldBeFalse();
        }

        foreach (var client in clients) client.Dispose();
    }
}
