using ConsentGrains.Web.Access.Signing;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Access;

public sealed class CmacTests
{
    const string Key = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4";
    const string Message = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

    /// <summary>NIST SP 800-38B, examples for AES-256.</summary>
    [Theory]
    [InlineData(0, "028962f61b7bf89efc6b551f4667d983")]
    [InlineData(16, "28a7023f452e8f82bd4bf28d8c37c35c")]
    [InlineData(40, "aaf3d8f1de5640c232f5b169b9c911e6")]
    [InlineData(64, "e1992190549f6ed5696a2c056c315410")]
    public void A_message_has_the_code_that_the_standard_gives_it(int length, string expected)
    {
        using var cmac = new Cmac(Convert.FromHexString(Key));
        Convert.ToHexStringLower(Of(cmac, Convert.FromHexString(Message)[..length])).ShouldBe(expected);
    }

    [Fact]
    public void Each_of_many_has_the_code_it_has_alone()
    {
        using var cmac = new Cmac(Convert.FromHexString(Key));
        var random = new Random(20261123);
        for (var round = 0; round < 50; round++)
        {
            byte[][] all = [.. Enumerable.Range(0, random.Next(1, 130)).Select(_ => new byte[round % 2 == 0 ? 40 : random.Next(0, 200)])];
            foreach (var each in all) random.NextBytes(each);
            var macs = new byte[all.Length * Cmac.Bytes];
            cmac.Write(Messages(all), macs);
            for (var i = 0; i < all.Length; i++) macs.AsSpan(i * Cmac.Bytes, Cmac.Bytes).ToArray().ShouldBe(Of(cmac, all[i]), $"round {round}, message {i} of {all.Length}");
        }
    }

    static byte[] Of(Cmac cmac, byte[] message)
    {
        var mac = new byte[Cmac.Bytes];
        cmac.Write(Messages([message]), mac);
        return mac;
    }

    static Messages Messages(IEnumerable<byte[]> all)
    {
        var messages = new Messages();
        foreach (var each in all)
        {
            messages.Write(each);
            messages.End();
        }

        return messages;
    }
}
