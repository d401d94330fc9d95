namespace MovieRec.ScreeningRoom.Tests;

/// <summary>The simulated rows have the shape that the README describes.</summary>
public sealed class AudienceTests(CommittedData committed) : IClassFixture<CommittedData>
{
    private readonly MovieDataSet<long, long> _data = committed.Data;

    [Fact]
    public void Rows_Counts_MeetTheirMinimum()
    {
        Assert.True(_data.Users.Count >= 2_000);
        Assert.True(_data.Log.Count >= 90_000);
        Assert.Equal(AudienceOptions.FirstViewerId, _data.Users[0]);
    }

    [Fact]
    public void Rows_PerViewer_AtLeastTwentyWithALongTail()
    {
        int[] counts = Counts(_data.Log.Users, _data.Users.Count);
        Assert.True(counts.Min() >= 20);

        // P(n ≥ 2m) = 1/4 and P(n ≥ 4m) = 1/16 for exponent 3.
        double minimum = new AudienceOptions().MinFilms;
        Assert.Equal(0.25, counts.Count(c => c >= 2 * minimum) / (double)counts.Length, 0.03);
        Assert.Equal(0.0625, counts.Count(c => c >= 4 * minimum) / (double)counts.Length, 0.015);
    }

    [Fact]
    public void Rows_PerFilm_FewFilmsTakeALargeShareAndNoneIsUnseen()
    {
        int[] counts = Counts(_data.Log.Items, _data.Items.Count);
        double share = counts.OrderDescending().Take(counts.Length / 10).Sum() / (double)_data.Log.Count;
        Assert.True(share is > 0.25 and < 0.5, $"{share}");
        Assert.True(counts.Min() >= 1);
    }

    [Fact]
    public void Ratings_All_AreHalfStarsAndMostlyLiked()
    {
        float[] ratings = _data.Log.Ratings.ToArray();
        Assert.All(ratings.Distinct(), r => Assert.True(r is >= 0.5f and <= 5 && r * 2 == MathF.Floor(r * 2), $"{r}"));
        double liked = ratings.Count(r => r >= 4) / (double)ratings.Length;
        Assert.True(liked is >= 0.55 and <= 0.6, $"{liked}");
    }

    [Fact]
    public void Timestamps_All_LieInTheFourYearsAndAfterTheFilmArrived()
    {
        AudienceOptions options = new();
        for (int row = 0; row < _data.Log.Count; row++)
        {
            long time = _data.Log.Timestamps[row];
            Assert.True(time >= options.Start && time < options.End);
            Assert.True(time >= _data.Catalog.GetAddedAt(_data.Log.Items[row]));
        }
    }

    [Fact]
    public void Timestamps_FirstRowOfEachViewer_ViewersJoinInEveryYear()
    {
        Dictionary<int, int> joined = [];
        int previous = -1;
        for (int row = 0; row < _data.Log.Count; row++)
        {
            if (_data.Log.Users[row] != previous)
            {
                previous = _data.Log.Users[row];
                int year = DateTimeOffset.FromUnixTimeSeconds(_data.Log.Timestamps[row]).Year;
                joined[year] = joined.GetValueOrDefault(year) + 1;
            }
        }

        Assert.Equal([2022, 2023, 2024, 2025], joined.Keys.Order());
        Assert.All(joined.Values, n => Assert.True(n > _data.Users.Count / 8));
    }

    [Fact]
    public void Rows_OfOneViewer_ComeInBursts()
    {
        int close = 0;
        int pairs = 0;
        for (int row = 1; row < _data.Log.Count; row++)
        {
            if (_data.Log.Users[row] == _data.Log.Users[row - 1])
            {
                pairs++;
                close += _data.Log.Timestamps[row] - _data.Log.Timestamps[row - 1] < 300 ? 1 : 0;
            }
        }

        Assert.True(close > 0.5 * pairs && close < 0.9 * pairs, $"{close} of {pairs}");
    }

    [Theory]
    [InlineData(-30)]
    [InlineData(-1.5)]
    [InlineData(0)]
    [InlineData(0.34)]
    [InlineData(1)]
    [InlineData(25)]
    public void Exp_AnyNumber_AgreesWithTheFramework(double x) =>
        Assert.Equal(1, PortableMath.Exp(x) / Math.Exp(x), 1e-13);

    [Fact]
    public void NextIndex_Weights_DrawsInProportionAndNeverWeightZero()
    {
        RandomStream random = new(1, 2);
        int[] counts = new int[4];
        for (int i = 0; i < 40_000; i++)
        {
            counts[random.NextIndex([1, 0, 2, 1])]++;
        }

        Assert.Equal(0, counts[1]);
        Assert.Equal(0.25, counts[0] / 40_000.0, 0.01);
        Assert.Equal(0.5, counts[2] / 40_000.0, 0.01);
        Assert.Equal(-1, random.NextIndex([0, 0]));
    }

    [Fact]
    public void NextNormal_ManyNumbers_MeanZeroVarianceOne()
    {
        RandomStream random = new(3, 4);
        double[] numbers = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextNormal())];
        Assert.Equal(0, numbers.Average(), 0.03);
        Assert.Equal(1, numbers.Average(x => x * x), 0.04);
    }

    private static int[] Counts(ReadOnlySpan<int> column, int count)
    {
        int[] counts = new int[count];
        foreach (int value in column)
        {
            counts[value]++;
        }

        return counts;
    }
}
