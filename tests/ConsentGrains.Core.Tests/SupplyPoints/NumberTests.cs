using ConsentGrains.Core.SupplyPoints;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.SupplyPoints;

public sealed class NumberTests
{
    /// <summary>Whatever people and spreadsheets put between the groups.</summary>
    public static TheoryData<string> Separators =>
    [
        "-", "－", "‐", "‑", "‒", "–", "—", "―", "−", "﹣", "ー", "ｰ", "\u00AD", " ", "\u3000", "\u00A0", "\u2003", "\t", "- ", " ー ",
    ];

    [Theory, MemberData(nameof(Separators))]
    public void A_number_is_the_same_whatever_stands_between_its_groups(string separator)
    {
        SupplyPointNumber.Normalize(string.Join(separator, "03", "0000", "0000", "0000", "0000", "0001")).ShouldBe(Points.Digits);
        SupplyPointNumber.Normalize(string.Join(separator, "０３", "００００", "００００", "００００", "００００", "０００１")).ShouldBe(Points.Digits);
    }

    [Theory]
    [InlineData("030000000000000000000")] // 21
    [InlineData("03000000000000000000001")] // 23
    [InlineData("0000000000000000000001")] // area 00
    [InlineData("1100000000000000000001")] // area 11
    [InlineData("2000000000000000000001")]
    [InlineData("03OOOOOOOOOOOOOOOOOOO1")] // letters for zeros
    [InlineData("03_0000_0000_0000_0000_0001")]
    [InlineData("03.0000.0000.0000.0000.0001")]
    [InlineData("٠٣٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠١")] // digits of another script
    [InlineData("")]
    [InlineData("-")]
    public void Anything_else_is_no_number(string text)
    {
        SupplyPointNumber.Normalize(text).ShouldBeNull();
        SupplyPointNumber.Parse(text).ShouldBeNull();
    }

    [Theory]
    [InlineData(1, "01")]
    [InlineData(3, "03")]
    [InlineData(9, "09")]
    [InlineData(10, "10")]
    public void Its_first_two_digits_are_the_area(int area, string digits)
    {
        var number = SupplyPointNumber.Parse(digits + "00000000000000000001")!.Value;
        (number.Area, number.Gtdo).ShouldBe((area, "gtdo-" + digits));
    }

    [Fact]
    public void It_is_shown_in_groups_and_masked_wherever_it_is_a_text()
    {
        Points.Number.Shown.ShouldBe("03-0000-0000-0000-0000-0001");
        Points.Number.Masked.ShouldBe("03-****-…-0001");
        $"{Points.Number}".ShouldBe("03-****-…-0001");
        Mask.SupplyPoint("０３－０００００００００００００００００００１").ShouldBe("03-****-…-0001");
        SupplyPointNumber.Parse(Points.Number.Shown).ShouldBe(Points.Number);
    }

    [Theory]
    [InlineData("12345678901234567", true)]
    [InlineData("1234-5678-9012-3456-7", true)]
    [InlineData("１２３４５６７８９０１２３４５６７", true)]
    [InlineData("1234567890123456", false)]
    [InlineData("0300000000000000000001", false)]
    [InlineData("1234567890123456a", false)]
    public void A_gas_meters_number_is_known_by_its_seventeen_digits(string text, bool gas) => SupplyPointNumber.IsGas(text).ShouldBe(gas);
}
