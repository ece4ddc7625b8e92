using ConsentGrains.Grains.Switching;
using ConsentGrains.Grains.Switching.Files;

namespace ConsentGrains.Grains.Tests.Switching;

/// <summary>The exchange folder: several who write, half-written files, files that are missing or wrong.</summary>
public sealed class FileExchangeTests
{
    const int Writers = 4;
    const int Calls = 20;

    [Fact]
    public async Task Whoever_reads_the_folder_later_comes_to_the_same_result()
    {
        using var sides = Sides.Of("folder");
        await sides.RegisterAsync(Sides.Registration(Sides.Ref(1)));
        await sides.JudgeAsync(Sides.Ng(Sides.Ref(1), "name-mismatch"));
        using var other = new FileExchange(sides.Folder);
        (await other.ResultsAsync(Sides.Gaining, 0, 10, default)).Entries.ShouldHaveSingleItem().Reasons.ShouldBe(["name-mismatch"]);
        (await other.InquireAsync(Sides.Losing, 0, 10, default)).Entries.ShouldBe(await sides.AskedAsync());
    }

    [Fact]
    public async Task Several_who_write_at_the_same_time_lose_nothing_and_agree()
    {
        using var sides = Sides.Of("folder");
        var writers = Enumerable.Range(0, Writers).Select(_ => new FileExchange(sides.Folder)).ToList();
        var replies = await Task.WhenAll(writers.Select((writer, w) => Task.Run(async () =>
        {
            var all = new List<ExchangeReply>();
            for (var i = 0; i < Calls; i++)
                all.AddRange(await writer.RegisterAsync(Sides.Gaining, [Sides.Registration(Sides.Ref(1 + i, w + 2)), Sides.Registration(Sides.Ref(1_000 + (w * Calls) + i))], default));
            return all;
        })));
        System.IO.Directory.GetFiles(sides.Folder, "*").Length.ShouldBe(Writers * Calls);
        var taken = replies.SelectMany(each => each).Where(reply => reply.Refused is null).Select(reply => reply.Of).ToHashSet();
        foreach (var writer in writers)
        {
            (await writer.InquireAsync(Sides.Losing, 0, Grains.Limits.SwitchesPerExchange, default)).Entries.Select(each => each.Of).ShouldBe(taken, ignoreOrder: true);
            writer.Dispose();
        }
    }

    /// <summary>The window between a look and a rename is narrow: many names, and all start together.</summary>
    [Fact]
    public void A_name_is_taken_by_one_and_by_nobody_else()
    {
        const int Names = 300;
        using var sides = Sides.Of("folder");
        using var together = new Barrier(Writers);
        var taken = new int[Names];
        var threads = Enumerable.Range(0, Writers).Select(w => new Thread(() =>
        {
            for (var name = 0; name < Names; name++)
            {
                var part = Path.Combine(sides.Folder, $"{w}-{name}.part");
                File.WriteAllText(part, $"{w}");
                together.SignalAndWait();
                if (OneName.TryTake(part, Path.Combine(sides.Folder, $"{name:D6}.csv"))) Interlocked.Increment(ref taken[name]);
            }
        })).ToList();
        threads.ForEach(each => each.Start());
        threads.ForEach(each => each.Join());
        taken.ShouldAllBe(each => each == 1);
    }

    [Fact]
    public async Task A_file_half_written_is_none()
    {
        using var sides = Sides.Of("folder");
        File.WriteAllText(Path.Combine(sides.Folder, "0000.part"), "受付番号,供");
        (await sides.RegisterAsync(Sides.Registration(Sides.Ref(1)))).ShouldBeNull();
        System.IO.Directory.GetFiles(sides.Folder, "*.part").Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_missing_file_stops_everything_until_it_is_back()
    {
        using var sides = Sides.Of("folder");
        await sides.RegisterAsync(Sides.Registration(Sides.Ref(1)));
        await sides.RegisterAsync(Sides.Registration(Sides.Ref(2)));
        var first = Path.Combine(sides.Folder, "000001.csv");
        File.Move(first, first + ".away");
        using var other = new FileExchange(sides.Folder);
        (await Should.ThrowAsync<SwitchingSupportException>(async () => await other.InquireAsync(Sides.Losing, 0, 10, default))).Message.ShouldContain("000001");
        File.Move(first + ".away", first);
        (await other.InquireAsync(Sides.Losing, 0, 10, default)).Entries.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_file_that_is_none_is_named_and_nothing_behind_it_is_read()
    {
        using var sides = Sides.Of("folder");
        File.WriteAllText(Path.Combine(sides.Folder, "000001.csv"), "受付番号,名前\r\n1,山田\r\n");
        var fault = await Should.ThrowAsync<SwitchingSupportException>(async () => await sides.AskedAsync());
        fault.Message.ShouldContain("000001.csv");
        fault.Message.ShouldNotContain("山田");
    }

    [Fact]
    public async Task A_malformed_row_from_another_side_changes_nothing_and_the_others_count()
    {
        using var sides = Sides.Of("folder");
        await sides.RegisterAsync(Sides.Registration(Sides.Ref(1)));
        File.WriteAllText(Path.Combine(sides.Folder, "000002.csv"), "供給地点特定番号,受付番号,現小売電気事業者,判定,NG理由\n"
            + $"{Sides.Ref(1).Point.Digits},2,els,多分,\n{Sides.Ref(1).Point.Shown},2,els,否,name-mismatch\n");
        (await sides.ResultsAsync()).ShouldHaveSingleItem().Reasons.ShouldBe(["name-mismatch"]);
    }
}
