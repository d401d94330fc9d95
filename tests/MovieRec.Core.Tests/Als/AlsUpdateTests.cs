namespace MovieRec.Tests.Als;

public sealed class AlsUpdateTests
{
    private static readonly AlsOptions Options = new() { Factors = 12, Iterations = 30, Regularization = 0.05 };

    [Fact]
    public void Update_NothingNew_GivesTheSameScores()
    {
        TestSample sample = TestSample.Create(9);
        AlsModel model = new AlsTrainer(Options).Train(sample.Data);
        AlsModel updated = AlsTrainer.Update(model, sample.Data, TestContext.Current.CancellationToken);
        Assert.True(model.ItemFactors.Values.SequenceEqual(updated.ItemFactors.Values));
        Assert.True(model.UserFactors.Values.SequenceEqual(updated.UserFactors.Values));
    }

    [Fact]
    public void Update_NewUsersItemsAndLikes_RanksThemAndKeepsTheContractOfStoredVectors()
    {
        InteractionMatrix full = TestSample.Create(9, users: 60, items: 90).Liked;
        InteractionMatrix before = Cut(full, users: 50, items: 80);
        AlsModel model = new AlsTrainer(Options).Train(Data(before));
        float[] oldFactors = model.ItemFactors.Values.ToArray();

        AlsModel updated = AlsTrainer.Update(model, Data(full), TestContext.Current.CancellationToken);

        Assert.True(oldFactors.AsSpan().SequenceEqual(model.ItemFactors.Values), "the old generation changed");
        Assert.Equal((60, 90), (updated.UserCount, updated.ItemCount));
        float[] vector = new float[12];
        int served = 0;
        for (int u = 0; u < 60; u++)
        {
            if (full.GetUserItems(u).Length == 0)
            {
                continue;
            }

            Assert.True(updated.TryFoldIn(full.GetUserItems(u), default, vector));
            Assert.Equal(updated.GetUserVector(u).ToArray(), vector);
            served++;
        }

        Assert.InRange(served, 50, 60);
        int newItem = Enumerable.Range(80, 10).First(i => full.GetItemCount(i) > 3);
        Assert.True(updated.RankableItems.Contains(newItem));
        Assert.Contains(updated.GetItemVector(newItem).ToArray(), value => value != 0);
    }

    [Fact]
    public void Update_GrownData_ScoresNearAFullTraining()
    {
        InteractionMatrix full = TestSample.Create(10, users: 120, items: 90).Liked;
        AlsModel updated = AlsTrainer.Update(
            new AlsTrainer(Options).Train(Data(Cut(full, users: 115, items: 88))), Data(full), TestContext.Current.CancellationToken);
        AlsModel retrained = new AlsTrainer(Options).Train(Data(full));
        double same = 0, of = 0;
        ScoredItem[] a = new ScoredItem[10], b = new ScoredItem[10];
        for (int u = 0; u < 120; u++)
        {
            int n = updated.Recommend(RecommendationQuery.ForUser(u), a);
            int m = retrained.Recommend(RecommendationQuery.ForUser(u), b);
            same += a[..n].Select(i => i.ItemIndex).Intersect(b[..m].Select(i => i.ItemIndex)).Count();
            of += m;
        }

        Assert.True(same / of > 0.7, $"{same / of:P0} of the recommendations agree");
    }

    [Fact]
    public void Update_ShrunkIndexSpace_Throws()
    {
        InteractionMatrix full = TestSample.Create(9).Liked;
        AlsModel model = new AlsTrainer(Options with { Iterations = 1 }).Train(Data(full));
        Assert.Throws<ArgumentException>(() => AlsTrainer.Update(model, Data(Cut(full, 49, 90)), TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => AlsTrainer.Update(model, Data(Cut(full, 50, 89)), TestContext.Current.CancellationToken));
        Assert.ThrowsAny<OperationCanceledException>(() => AlsTrainer.Update(model, Data(full), new CancellationToken(true)));
    }

    private static TrainingData Data(InteractionMatrix matrix) => TrainingData.Create(new UserHistories(matrix, matrix));

    private static InteractionMatrix Cut(InteractionMatrix matrix, int users, int items)
    {
        List<int> starts = [0];
        List<int> entries = [];
        for (int u = 0; u < users; u++)
        {
            entries.AddRange(matrix.GetUserItems(u).ToArray().Where(i => i < items));
            starts.Add(entries.Count);
        }

        return new InteractionMatrix(users, items, [.. starts], [.. entries], [], []);
    }
}
