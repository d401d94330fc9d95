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
    public void WithoutUsers_First_NewUsersHaveNoRowsAndEveryLikeIsOnOneSide()
    {
        UserHistories data = TestSample.Create(4).Data.Histories;
        UserHistories train = HybridHoldout.WithoutUsers(data, 1, out int[] users);
        Assert.InRange(users.Length, 3, 20);
        InteractionMatrix first = HybridHoldout.First(data.Liked, users, 3, out InteractionMatrix others);
        Assert.Equal(3 * users.Length, first.Count);
        foreach (int user in users)
        {
            Assert.Equal(0, train.Seen.GetUserItems(user).Length);
            Assert.Equal(data.Liked.GetUserItems(user).ToArray(), first.GetUserItems(user).ToArray().Concat(others.GetUserItems(user).ToArray()).Order());
            Assert.True(first.GetUserTimestamps(user).ToArray().Max() <= others.GetUserTimestamps(user).ToArray().Min());
        }
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
