namespace MovieRec.Eval.Tests.Splits;

/// <summary>Constants are what <c>numpy.random.RandomState</c> of NumPy 1.24.2 returned.</summary>
public sealed class NumPyRandomStateTests
{
    [Fact]
    public void NextUInt32_PublishedSeed_GivesNumPysBits()
    {
        NumPyRandomState random = new(98765);

        Assert.Equal([381816597u, 462228979u, 4069238124u, 3270897581u, 3428218845u], Enumerable.Range(0, 5).Select(_ => random.NextUInt32()));
    }

    [Fact]
    public void PermutationThenChoice_PublishedSeed_GivesNumPysNumbers()
    {
        NumPyRandomState random = new(98765);

        Assert.Equal([18, 1, 5, 3, 8, 15, 10, 14, 0, 7, 2, 17, 4, 9, 11, 6, 16, 13, 12, 19], random.Permutation(20));
        Assert.Equal([7, 8, 1, 3], random.Choice(10, 4));
        Assert.Equal([0], random.Choice(1, 1));
        Assert.Equal([], random.Choice(7, 0));
        // The empty choice has drawn a permutation all the same.
        Assert.Equal([55, 23, 32, 54, 25], random.Choice(137, 5));
    }

    [Theory]
    [InlineData(0u, new[] { 6, 11, 4, 10, 2, 8, 1, 7, 9, 3, 0, 5 })]
    [InlineData(4294967295u, new[] { 11, 8, 5, 9, 1, 10, 6, 0, 4, 7, 2, 3 })]
    public void Permutation_ExtremeSeeds_GiveNumPysNumbers(uint seed, int[] expected) =>
        Assert.Equal(expected, new NumPyRandomState(seed).Permutation(12));

    [Theory]
    [InlineData(42u, 3000, new[] { 1801, 1190, 1817, 251, 2505 }, 6803764442)]
    [InlineData(98765u, 136677, new[] { 104323, 11053, 111295, 50587, 126873 }, 638831306348673)] // the users of MovieLens-20M
    public void Permutation_ManyNumbers_GivesNumPysNumbers(uint seed, int count, int[] first, long weighted)
    {
        int[] order = new NumPyRandomState(seed).Permutation(count);

        Assert.Equal(first, order[..5]);
        Assert.Equal(weighted, order.Select(static (value, i) => (long)value * (i + 1)).Sum());
    }

    [Fact]
    public void Choice_OutOfRange_IsRejected()
    {
        NumPyRandomState random = new(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => random.Choice(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Choice(3, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Choice(3, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Permutation(-1));
    }
}
