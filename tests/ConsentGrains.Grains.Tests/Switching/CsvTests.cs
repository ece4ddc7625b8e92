using System.Text;
using ConsentGrains.Grains.Switching.Files;

namespace ConsentGrains.Grains.Tests.Switching;

/// <summary>CSV is read as RFC 4180 has it and in no other way.</summary>
public sealed class CsvTests
{
    [Theory]
    [InlineData("a,b\r\n1,2\r\n", "a|b 1|2")]
    [InlineData("a,b\n1,2", "a|b 1|2")]
    [InlineData("\uFEFFa,b\r\n1,2\n", "a|b 1|2")]
    [InlineData("a,b\n\"1,\"\"x\"\"\",2\n", "a|b 1,\"x\"|2")]
    [InlineData("a,b\n,\n", "a|b |")]
    [InlineData("a,b\n1,", "a|b 1|")]
    [InlineData("a\n\n\r\n1\n\n", "a 1")]
    [InlineData("a,b\n\"\",\"\"\n", "a|b |")]
    [InlineData("契約名義,需要場所住所\n山田 太郎,東京都", "契約名義|需要場所住所 山田 太郎|東京都")]
    [InlineData("", "")]
    public void Rows_are_read(string text, string rows) => Text(Read(text)).ShouldBe(rows);

    [Fact]
    public void A_line_break_in_quotes_belongs_to_the_field_and_the_next_row_knows_its_line()
    {
        var table = Read("a,b\r\n\"1\r\n2\",x\r\n3,4\r\n");
        table.Rows[1].Fields.ShouldBe(["1\r\n2", "x"]);
        table.Rows.Select(row => row.Line).ShouldBe([1, 2, 4]);
    }

    [Theory]
    [InlineData("a,b\n1,2\"3\n", 2, "2")]
    [InlineData("a,b\n\"1\"x,2\n", 2, "1")]
    [InlineData("a,b\n1,\"2\n3,4\n", 2, "2")]
    [InlineData("a,b\n1,2\r3,4\n", 2, "2")]
    [InlineData("a\n\"x\"\ry\n", 2, "1")]
    public void What_could_be_read_in_two_ways_is_refused_by_line_and_column(string text, int line, string column)
    {
        var broken = Read(text).Broken.ShouldNotBeNull();
        (broken.Line, broken.Column, broken.Code).ShouldBe((line, column, "line-malformed"));
    }

    [Fact]
    public void Other_encodings_are_refused() => CsvTable.Read([0x8C, 0x5F, 0x96, 0xF1]).Broken!.Code.ShouldBe("field-characters");

    [Fact]
    public void What_is_written_reads_back()
    {
        var seed = Random.Shared.Next();
        var dice = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            string[] fields = [.. Enumerable.Range(0, 1 + dice.Next(5)).Select(_ => new string(dice.GetItems("ab,\"\r\n 　山\t".AsSpan(), dice.Next(6))))];
            // A lone empty field is a blank line, which is left out.
            if (fields is [""]) continue;
            var table = CsvTable.Read(Encoding.UTF8.GetBytes(CsvRow.Write(fields) + CsvRow.Write("end")));
            table.Broken.ShouldBeNull($"seed {seed}");
            table.Rows[0].Fields.ShouldBe(fields, $"seed {seed}");
            table.Rows[1].Fields.ShouldBe(["end"], $"seed {seed}");
        }
    }

    static CsvTable Read(string text) => CsvTable.Read(Encoding.UTF8.GetBytes(text));

    static string Text(CsvTable table) => string.Join(' ', table.Rows.Select(row => string.Join('|', row.Fields)));
}
