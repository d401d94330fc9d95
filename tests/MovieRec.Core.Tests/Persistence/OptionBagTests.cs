using FsCheck.Xunit;

namespace MovieRec.Tests.Persistence;

public sealed class OptionBagTests
{
    [Fact]
    public void Get_EveryType_ReadsBackWhatWasWritten()
    {
        OptionBag bag = OptionBag.Empty.With("text", "ä").With("whole", long.MinValue).With("small", 7L).With("on", true).With("off", false)
            .With("half", 0.5f).With("kind", "HuKorenVolinsky");

        Assert.Equal("ä", bag.GetString("text"));
        Assert.Equal(long.MinValue, bag.GetInt64("whole"));
        Assert.Equal(7, bag.GetInt32("small"));
        Assert.True(bag.GetBoolean("on"));
        Assert.False(bag.GetBoolean("off"));
        Assert.Equal(0.5f, bag.GetSingle("half"));
        Assert.Equal(AlsObjective.HuKorenVolinsky, bag.GetEnum<AlsObjective>("kind"));
        Assert.Equal(7, bag.Items.Count);
        Assert.True(bag.TryGet("on", out string text) && text == "true");
        Assert.False(bag.TryGet("ON", out text));
        Assert.Equal("", text);
    }

    [Theory]
    [InlineData("missing", "the option 'missing' is missing")]
    [InlineData("text", "the option 'text' is 'x'; expected an integer")]
    public void GetInt32_MissingOrNoNumber_SaysSo(string name, string expected)
    {
        FormatException e = Assert.Throws<FormatException>(() => OptionBag.Empty.With("text", "x").GetInt32(name));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" 1")]
    [InlineData("1,5")]
    [InlineData("2147483648")]
    [InlineData("0x1")]
    public void GetInt32_OtherSpellings_AreRefused(string text) =>
        Assert.Throws<FormatException>(() => OptionBag.Empty.With("a", text).GetInt32("a"));

    [Theory]
    [InlineData("rendle")]
    [InlineData("1")]
    [InlineData("Rendle, HuKorenVolinsky")]
    public void GetEnum_AnythingButAName_IsRefused(string text)
    {
        FormatException e = Assert.Throws<FormatException>(() => OptionBag.Empty.With("a", text).GetEnum<AlsObjective>("a"));

        Assert.Contains("one of Rendle, HuKorenVolinsky", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_EmptyNameOrTwice_IsRefused()
    {
        Assert.Throws<ArgumentException>("name", () => OptionBag.Empty.With("", "x"));
        Assert.Throws<ArgumentException>("name", () => OptionBag.Empty.With("a", "x").With("a", 1L));
        Assert.Throws<ArgumentNullException>("value", () => OptionBag.Empty.With("a", (string)null!));
        Assert.Throws<ArgumentNullException>("options", () => OptionBag.From(null!));
        Assert.Empty(OptionBag.Empty.Items); // With returns a new list
    }

    [Property(MaxTest = 300)]
    public bool With_AnyDouble_SameBits(double value)
    {
        OptionBag bag = OptionBag.Empty.With("d", value).With("f", (float)value);
        return BitConverter.DoubleToInt64Bits(bag.GetDouble("d")) == BitConverter.DoubleToInt64Bits(value)
            && BitConverter.SingleToInt32Bits(bag.GetSingle("f")) == BitConverter.SingleToInt32Bits((float)value);
    }
}
