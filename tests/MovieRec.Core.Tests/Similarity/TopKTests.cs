using FsCheck.Xunit;

namespace MovieRec.Tests.SimilaritySearch;

public sealed class TopKTests
{
    [Property(MaxTest = 500, Replay = "20260101,7")]
    public void Finish_AnyOffersAnyCapacity_EqualsSortingAllOfThem(byte[] levels, byte capacity, int seed)
    {
        // Few levels, so that ties are common; two of them infinite, one NaN.
        float[] values = [0f, -0f, 1f, -1f, 2.5f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, float.Epsilon, float.MaxValue];
        ScoredItem[] offers = [.. levels.Select((level, i) => new ScoredItem(i, values[level % values.Length]))];
        ScoredItem[] expected = [.. Sorted(offers).Take(capacity % 40)];

        ScoredItem[] kept = Offer(Shuffled(offers, seed), capacity % 40);

        Assert.Equal(expected, kept);
    }

    [Fact]
    public void Finish_ManyRandomScores_EqualsSorting()
    {
        float[] scores = new float[20_000];
        MovieRec.Numerics.SeededRandom.Normal(5, 0, scores);
        ScoredItem[] offers = [.. scores.Select((score, i) => new ScoredItem(i, MathF.Round(score, 3)))];
        foreach (int capacity in (int[])[1, 2, 3, 10, 100, 19_999, 20_000, 20_001])
        {
            Assert.Equal(Sorted(offers).Take(capacity), Offer(offers, capacity));
        }
    }

    [Fact]
    public void Finish_EmptySpan_KeepsNothing() =>
        Assert.Empty(Offer([new ScoredItem(0, 1), new ScoredItem(1, float.PositiveInfinity)], 0));

    [Fact]
    public void Finish_MoreRoomThanOffers_LeavesTheRestOfTheSpanAlone()
    {
        ScoredItem marker = new(-7, -7);
        ScoredItem[] span = [marker, marker, marker, marker];
        TopK top = new(span);
        top.Offer(3, 1);
        top.Offer(4, float.NaN);
        top.Offer(5, 2);
        Assert.Equal(2, top.Finish());
        Assert.Equal([new ScoredItem(5, 2), new ScoredItem(3, 1), marker, marker], span);
    }

    [Fact]
    public void Threshold_FillingUp_NeverHidesAnOfferThatBelongs()
    {
        TopK top = new(new ScoredItem[2]);
        Assert.Equal(float.NegativeInfinity, top.Threshold);
        top.Offer(9, 5);
        Assert.Equal(float.NegativeInfinity, top.Threshold);
        top.Offer(8, 3);
        Assert.Equal(3f, top.Threshold);

        // Equal to the threshold, but a lower index: callers that test score >= Threshold offer it, and it enters.
        top.Offer(7, 3);
        top.Offer(6, 4);
        Assert.Equal(4f, top.Threshold);
        Assert.Equal(float.PositiveInfinity, new TopK([]).Threshold);
    }

    private static ScoredItem[] Offer(ScoredItem[] offers, int capacity)
    {
        ScoredItem[] span = new ScoredItem[capacity];
        TopK top = new(span);
        foreach (ScoredItem offer in offers)
        {
            top.Offer(offer.ItemIndex, offer.Score);
        }

        return span[..top.Finish()];
    }

    private static IEnumerable<ScoredItem> Sorted(ScoredItem[] offers) =>
        offers.Where(o => !float.IsNaN(o.Score)).OrderByDescending(o => o.Score).ThenBy(o => o.ItemIndex);

    private static ScoredItem[] Shuffled(ScoredItem[] items, int seed)
    {
        ScoredItem[] result = [.. items];
        new Random(seed).Shuffle(result);
        return result;
    }
}
