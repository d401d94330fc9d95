namespace MovieRec.Eval.Tests.FeedbackLogs;

public sealed class FeedbackEventTests
{
    private static readonly FeedbackEvent<int> Valid = Feedback.Event("u", 7);

    [Fact]
    public void Create_ValidValues_KeepsThemAndComparesByValue()
    {
        FeedbackEvent<int> click = Valid with { Kind = FeedbackKind.Click };

        Assert.Equal(("u", 7, 1, "als", "p1", "s1"), (click.UserPseudonym, click.ItemId, click.Position, click.Variant, click.PolicyVersion, click.CandidateSetId));
        Assert.Equal((0.5, "m1", Feedback.Start, FeedbackKind.Click), (click.Probability, click.ModelVersion, click.Time, click.Kind));
        Assert.Equal(Valid, click with { Kind = FeedbackKind.Impression });
        Assert.NotEqual(Valid, click);
    }

    [Fact]
    public void Time_OtherOffset_IsKeptInUtc()
    {
        FeedbackEvent<int> item = Valid with { Time = new DateTimeOffset(2026, 3, 1, 14, 0, 0, TimeSpan.FromHours(2)) };

        Assert.Equal(TimeSpan.Zero, item.Time.Offset);
        Assert.Equal(Valid, item);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-0.1)]
    [InlineData(1.0000001)]
    [InlineData(double.NaN)]
    public void Probability_OutsideRange_Throws(double value) =>
        Assert.Contains("(0, 1]", Assert.Throws<ArgumentOutOfRangeException>(() => Valid with { Probability = value }).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_001)]
    public void Position_OutsideRange_Throws(int value) => Assert.Throws<ArgumentOutOfRangeException>(() => Valid with { Position = value });

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public void Texts_EmptyOrWithControlCharacters_ThrowWithTheirName(string text)
    {
        Assert.Equal("UserPseudonym", Assert.Throws<ArgumentException>(() => Valid with { UserPseudonym = text }).ParamName);
        Assert.Equal("Variant", Assert.Throws<ArgumentException>(() => Valid with { Variant = text }).ParamName);
        Assert.Equal("PolicyVersion", Assert.Throws<ArgumentException>(() => Valid with { PolicyVersion = text }).ParamName);
        Assert.Equal("CandidateSetId", Assert.Throws<ArgumentException>(() => Valid with { CandidateSetId = text }).ParamName);
        Assert.Equal("ModelVersion", Assert.Throws<ArgumentException>(() => Valid with { ModelVersion = text }).ParamName);
    }

    [Fact]
    public void Texts_TooLongOrNull_Throw()
    {
        Assert.Equal(256, (Valid with { Variant = new string('x', 256) }).Variant.Length);
        Assert.Contains("257 characters", Assert.Throws<ArgumentException>(() => Valid with { Variant = new string('x', 257) }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => Valid with { UserPseudonym = null! });
    }

    [Fact]
    public void Time_Forgotten_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => Valid with { Time = default });

    [Fact]
    public void Kind_OfAnotherNumber_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => Valid with { Kind = (FeedbackKind)4 });

    [Fact]
    public void ItemId_OfAnotherType_Throws() => Assert.Throws<NotSupportedException>(() => new FeedbackEvent<double>
    {
        UserPseudonym = "u",
        ItemId = 1.5,
        Position = 1,
        Variant = "v",
        PolicyVersion = "p",
        CandidateSetId = "s",
        Probability = 1,
        ModelVersion = "m",
        Time = Feedback.Start,
        Kind = FeedbackKind.Impression,
    });
}
