namespace MovieRec.Tests.Hybrid;

public sealed class HybridHoldoutTests
{
    [Fact]
    public void Create_TimesKnown_HoldsTheLastFifthOutAndNothingLaterStays()
    {
        UserHistories data = TestSample.Create(4).Data.Histories;
        HybridHoldout holdout = HybridHoldout.Create(data, 1, takeItems: false);
        int held = 0;
        for (int u = 0; u < data.UserCount; u++)
        {
            int liked = data.Liked.GetUserItems(u).Length;
            int relevant = holdout.Relevant.GetUserItems(u).Length;
            Assert.Equal(liked < 5 ? 0 : Math.Max(1, liked / 5), relevant);
            Assert.Equal(liked - relevant, holdout.Train.Liked.GetUserItems(u).Length);
            if (relevant == 0)
            {
                continue;
            }

            held += relevant;
            long first = holdout.Relevant.GetUserTimestamps(u).ToArray().Min();
            Assert.All(holdout.Train.Liked.GetUserTimestamps(u).ToArray(), t => Assert.True(t <= first));
            Assert.All(holdout.Relevant.GetUserItems(u).ToArray(), i => Assert.True(holdout.Train.Seen.GetUserItems(u).BinarySearch(i) < 0));
        }

        Assert.True(held > 50);
        Assert.Equal(0, holdout.ColdItems.Count);
    }

    [Fact]
    public void Create_TakeItems_NoRowOfThemStays()
    {
        UserHistories data = TestSample.Create(4).Data.Histories;
        HybridHoldout holdout = HybridHoldout.Create(data, 1, takeItems: true);
        Assert.InRange(holdout.ColdItems.Count, 5, 40);
        for (int i = 0; i < data.ItemCount; i++)
        {
            if (holdout.ColdItems.Contains(i))
            {
                Assert.True(data.Liked.GetItemCount(i) >= 5);
                Assert.Equal(0, holdout.Train.Seen.GetItemCount(i));
                Assert.Equal(data.Liked.GetItemCount(i), holdout.ColdRelevant.GetItemCount(i));
            }
        }
    }
}
