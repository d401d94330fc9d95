namespace MovieRec.Eval.Tests.Sweeps;

public sealed class SweepParameterTests
{
    [Fact]
    public void Parse_Values_KeepsTheirText()
    {
        SweepParameter parameter = SweepParameter.Parse("als.Factors=16, 32,64");

        Assert.Equal("als.Factors", parameter.Name);
        Assert.False(parameter.IsRange);
        Assert.Equal(["16", "32", "64"], parameter.Grid(5));
    }

    [Fact]
    public void Grid_LogarithmicRange_HasEvenRatiosAndBothEnds()
    {
        SweepParameter parameter = SweepParameter.Parse("als.Regularization=0.001..0.1:log");

        Assert.Equal(["0.001", "0.01", "0.1"], parameter.Grid(3));
    }

    [Fact]
    public void Grid_WholeRange_HasWholeNumbersOnce() => Assert.Equal(["1", "2", "3"], SweepParameter.Parse("a.b=1..3").Grid(7));

    [Fact]
    public void Draw_AnyPlace_StaysInTheRange()
    {
        SweepParameter log = SweepParameter.Parse("a.b=0.5..8:log");
        SweepParameter listed = SweepParameter.Parse("a.b=x,y,z");

        for (int i = 0; i < 1000; i++)
        {
            Assert.InRange(double.Parse(log.Draw(i / 1000.0), System.Globalization.CultureInfo.InvariantCulture), 0.5, 8);
            Assert.Contains(listed.Draw(i / 1000.0), new[] { "x", "y", "z" });
        }
    }

    [Theory]
    [InlineData("als.Factors")]
    [InlineData("als.Factors=")]
    [InlineData("=1,2")]
    [InlineData("a.b=1,,2")]
    [InlineData("a.b=1,1")]
    [InlineData("a.b=3..2")]
    [InlineData("a.b=0..2:log")]
    [InlineData("a.b=1..2..3")]
    [InlineData("a.b=x..3")]
    public void Parse_Wrong_SaysWhatWasExpected(string text) =>
        Assert.Contains("expected", Assert.Throws<FormatException>(() => SweepParameter.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Rounds_Resource_GrowsByEtaToAllOfIt()
    {
        Assert.Equal([2, 5, 16], SweepResource.Parse("als.Iterations=2..16").Rounds(3));
        Assert.Equal([1, 2, 4, 8], SweepResource.Parse("als.Iterations=1..8").Rounds(2));
        Assert.Throws<FormatException>(() => SweepResource.Parse("als.Iterations=8..2"));
        Assert.Throws<FormatException>(() => SweepResource.Parse("als.Iterations=0..2"));
    }
}
