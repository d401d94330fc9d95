namespace MovieRec.Eval.Tests.Statistics;

public sealed class PairedTestTests
{
    [Fact]
    public void Compare_SmallExample_EqualsHandComputation()
    {
        // Differences 1, 2, 3, 4: mean 2.5, s² = 5/3, standard error √(5/12), t = 3.873 with 3 degrees of freedom.
        PairedComparison result = PairedTest.Compare([2, 4, 6, 8], [1, 2, 3, 4]);

        Assert.Equal(2.5, result.Difference, 1e-15);
        Assert.Equal(Math.Sqrt(5.0 / 12), result.StandardError, 1e-15);
        Assert.Equal(0.030466291662170977, result.StudentP, 1e-9);

        // Of the 16 sign patterns only two reach |10|: p is near 2/16.
        Assert.Equal(0.125, result.PermutationP, 0.015);
        Assert.Equal((3.182446305284263 + 0.8416212335729143) * result.StandardError, result.SmallestDetectableDifference, 1e-9);
        Assert.True(result.Percentile.Contains(2.5) && result.BiasCorrected.Contains(2.5));
    }

    [Fact]
    public void Compare_UndefinedInEither_DropsFromBothAndCounts()
    {
        PairedComparison result = PairedTest.Compare([double.NaN, 1, 0.5, 0.25], [1, double.NaN, 0.25, 0.5]);

        Assert.Equal(2, result.Users);
        Assert.Equal(2, result.DroppedUsers);
        Assert.Equal(0.375, result.FirstMean);
        Assert.Equal(0, result.Difference);
        Assert.Equal(1, result.StudentP);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Compare_FewerThanTwoUsers_SaysNothing(int users)
    {
        PairedComparison result = PairedTest.Compare(new double[users], new double[users]);

        Assert.Equal(1, result.PermutationP);
        Assert.True(double.IsNaN(result.Percentile.Low));
        Assert.False(result.IsDistinguishable());
    }

    [Fact]
    public void Compare_EqualModels_AreNotDistinguishable()
    {
        double[] values = [.. Enumerable.Range(0, 50).Select(static i => i / 50.0)];

        PairedComparison result = PairedTest.Compare(values, values);

        Assert.Equal(1, result.PermutationP);
        Assert.Equal(new ConfidenceInterval(0, 0), result.BiasCorrected);
    }

    [Fact]
    public void Compare_Exchanged_ChangesTheSignOnly()
    {
        double[] first = Values(80, 3);
        double[] second = Values(80, 4);

        PairedComparison forward = PairedTest.Compare(first, second);
        PairedComparison backward = PairedTest.Compare(second, first);

        Assert.Equal(forward.Difference, -backward.Difference, 1e-15);
        Assert.Equal(forward.PermutationP, backward.PermutationP, 1e-15);
        Assert.Equal(forward.Percentile.Low, -backward.Percentile.High, 1e-12);
    }

    [Fact]
    public void Compare_SameSeed_SameBits() => Assert.Equal(PairedTest.Compare(Values(60, 1), Values(60, 2)), PairedTest.Compare(Values(60, 1), Values(60, 2)));

    [Fact]
    public void Compare_SkewedDifferences_BiasCorrectedMovesTowardsTheTail()
    {
        double[] skewed = [.. Enumerable.Range(0, 60).Select(static i => i % 10 == 0 ? 1.0 : 0.0)];

        PairedComparison result = PairedTest.Compare(skewed, new double[60]);

        Assert.True(result.BiasCorrected.High > result.Percentile.High);
        Assert.True(result.BiasCorrected.Low >= result.Percentile.Low);
    }

    [Fact]
    public void Compare_BadInput_SaysWhat()
    {
        Assert.Contains("2 and 1 values", Assert.Throws<ArgumentException>(() => PairedTest.Compare([1, 2], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("user 1", Assert.Throws<ArgumentException>(() => PairedTest.Compare([1, double.PositiveInfinity], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PairedTestOptions { Flips = 99 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PairedTestOptions { Resamples = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PairedTestOptions { Confidence = 1 });
    }

    /// <summary>Two models that are equal by construction: each user's pair is exchanged at random. Values are skewed and tied.</summary>
    [Theory]
    [InlineData(26, 10_000)]
    [InlineData(100, 10_000)]
    [InlineData(600, 10_000)]
    public void Compare_NullHypothesisTrue_FalsePositivesNearFivePercent(int users, int experiments)
    {
        int permutation = 0;
        int student = 0;
        Parallel.For(0, experiments, experiment =>
        {
            double[] differences = new double[users];
            for (int u = 0; u < users; u++)
            {
                ulong hash = SplitRows.Hash(99 + experiment, (ulong)u);

                // A third ties at zero; the others are squares (skewed sizes) with a random sign, in steps of 1/16 (tied sizes).
                double size = hash % 3 == 0 ? 0 : Math.Pow((hash >> 8) % 16 / 16.0, 2);
                differences[u] = (hash >> 40 & 1) == 0 ? size : -size;
            }

            if (SignFlips.TwoSidedP(differences, 199, experiment) <= 0.05)
            {
                Interlocked.Increment(ref permutation);
            }

            double mean = differences.Average();
            double error = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (users - 1) / users);
            if (StudentT.TwoSidedP(mean / error, users - 1) <= 0.05)
            {
                Interlocked.Increment(ref student);
            }
        });

        Assert.InRange(permutation / (double)experiments, 0.04, 0.06);
        Assert.InRange(student / (double)experiments, 0.04, 0.06);
    }

    private static double[] Values(int count, int seed) =>
        [.. Enumerable.Range(0, count).Select(i => (SplitRows.Hash(seed, (ulong)i) >> 40) / (double)(1 << 24))];
}
