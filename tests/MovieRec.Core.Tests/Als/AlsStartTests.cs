namespace MovieRec.Tests.Als;

public sealed class AlsStartTests
{
    [Fact]
    public void Constructor_NotAWholeNumberOfRows_ThrowsNamingBoth()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new AlsStart(new float[10], 4));
        Assert.Contains("10 values", error.Message, StringComparison.Ordinal);
        Assert.Contains("4 factors", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AlsStart(new float[10], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AlsStart(new float[10], -2));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Constructor_ValueNotFinite_ThrowsNamingItsPlace(float value)
    {
        float[] values = new float[12];
        values[7] = value;
        ArgumentException error = Assert.Throws<ArgumentException>(() => new AlsStart(values, 4));
        Assert.Contains("Factor 3 of item 1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(89, 4)]
    [InlineData(91, 4)]
    [InlineData(90, 5)]
    [InlineData(72, 5)]
    public void Fit_StartOfAnotherShape_ThrowsNamingBothShapes(int items, int factors)
    {
        AlsTrainer trainer = new(new AlsOptions { Factors = 4, Iterations = 1 });
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => trainer.Train(TestSample.Create().Data, new AlsStart(new float[items * factors], factors)));
        Assert.Contains($"{items} items × {factors} factors", error.Message, StringComparison.Ordinal);
        Assert.Contains("90 × 4", error.Message, StringComparison.Ordinal);
        Assert.Equal("start", error.ParamName);
    }

    [Fact]
    public void Fit_RowsOfItemsWithoutLikes_AreIgnored()
    {
        TestSample sample = TestSample.Create();
        float[] values = new float[90 * 3];
        Array.Fill(values, 0.1f);
        for (int i = 0; i < values.Length; i += 4)
        {
            values[i] = 0.2f;
        }

        AlsTrainer trainer = new(new AlsOptions { Factors = 3, Iterations = 2 });
        AlsModel plain = trainer.Train(sample.Data, new AlsStart(values, 3));
        values.AsSpan(TestSample.ItemWithoutRows * 3, 3).Fill(1e6f);
        values.AsSpan(TestSample.DislikedItem * 3, 3).Fill(-1e6f);
        AlsModel odd = trainer.Train(sample.Data, new AlsStart(values, 3));
        Assert.True(plain.ItemFactors.Values.SequenceEqual(odd.ItemFactors.Values));
    }

    [Fact]
    public void FromModel_HoldsTheItemFactorsWithoutPadding()
    {
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = 3, Iterations = 1 }).Train(TestSample.Create().Data);
        AlsStart start = AlsStart.FromModel(model);
        Assert.Equal(3, start.Factors);
        for (int i = 0; i < model.ItemCount; i++)
        {
            Assert.True(model.GetItemVector(i).SequenceEqual(start.ItemFactors.Span.Slice(3 * i, 3)));
        }
    }
}
