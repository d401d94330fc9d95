namespace MovieRec.Tests.Als;

/// <summary>Explanations of a model of MovieLens ml-latest-small, trained with default options.</summary>
public sealed class AlsLatestSmallTests(AlsLatestSmallTests.Fixture fixture) : IClassFixture<AlsLatestSmallTests.Fixture>
{
    private const int ListLength = 10;

    [Fact]
    public void Explain_EveryUsersTopTen_AddsUpAndTheAnchorIsALikedMovie()
    {
        AlsModel model = fixture.Model();
        InteractionMatrix liked = model.Histories.Liked;
        ScoredItem[] found = new ScoredItem[ListLength];
        int[] items = new int[ListLength];
        Explanation[] explanations = new Explanation[ListLength];
        int users = 0, anchored = 0;
        double worst = 0;
        for (int user = 0; user < liked.UserCount; user++)
        {
            ReadOnlySpan<int> history = liked.GetUserItems(user);
            if (history.IsEmpty)
            {
                Assert.Equal(0, model.Recommend(RecommendationQuery.ForUser(user), found));
                continue;
            }

            users++;
            Assert.Equal(ListLength, model.Recommend(RecommendationQuery.ForUser(user), found));
            for (int i = 0; i < ListLength; i++)
            {
                items[i] = found[i].ItemIndex;
            }

            Contribution[] contributions = new Contribution[ListLength * history.Length];
            model.ExplainMany(RecommendationQuery.ForUser(user), items, explanations, contributions, history.Length);
            for (int i = 0; i < ListLength; i++)
            {
                ReadOnlySpan<Contribution> own = contributions.AsSpan(i * history.Length, explanations[i].Written);
                Assert.Equal(history.Length, own.Length);
                Assert.Equal(BitConverter.SingleToInt32Bits(found[i].Score), BitConverter.SingleToInt32Bits(explanations[i].Score));
                double sum = 0, magnitude = Math.Abs(explanations[i].Remainder);
                foreach (Contribution contribution in own)
                {
                    sum += contribution.Value;
                    magnitude += Math.Abs(contribution.Value);
                }

                double error = Math.Abs(found[i].Score - explanations[i].Remainder - sum);
                Assert.True(error <= 1e-5 * magnitude, $"user {user}, item {items[i]}: error {error}, magnitude {magnitude}");
                worst = Math.Max(worst, error / magnitude);
                Assert.True(own[0].Value > 0, $"user {user}, item {items[i]} has no positive contribution");
                Assert.True(history.BinarySearch(own[0].ItemIndex) >= 0, $"user {user}: anchor {own[0].ItemIndex} was not liked");
                anchored++;
            }
        }

        Assert.Equal(609, users);
        Assert.Equal(6090, anchored);
        TestContext.Current.SendDiagnosticMessage($"largest relative error of {anchored} explanations: {worst:E1}");
    }

    [Fact]
    public void Explain_ThousandTriples_TakingOneLikeBackLowersTheScoreByItsContribution()
    {
        AlsModel model = fixture.Model();
        InteractionMatrix liked = model.Histories.Liked;
        DenseAls oracle = DenseAls.OverItemsOf(model);
        Random random = new(20180926);
        ScoredItem[] found = new ScoredItem[ListLength];
        double worst = 0;
        int triples = 0;
        while (triples < 1000)
        {
            int user = random.Next(liked.UserCount);
            int[] history = liked.GetUserItems(user).ToArray();
            if (history.Length == 0)
            {
                continue;
            }

            // Ten triples of each user drawn: one matrix, one item of the list and one liked movie for each.
            int count = model.Recommend(RecommendationQuery.ForUser(user), found);
            double[,] matrix = oracle.Matrix(history, default);
            double[] full = DenseAls.SolveLinear(matrix, oracle.Target(history, default));
            Contribution[] contributions = new Contribution[history.Length];
            for (int t = 0; t < 10; t++, triples++)
            {
                int item = found[random.Next(count)].ItemIndex;
                int without = history[random.Next(history.Length)];
                double[] changed = DenseAls.SolveLinear(matrix, oracle.Target(history, default, without));
                double drop = oracle.Score(full, item) - oracle.Score(changed, item);
                Explanation explanation = model.Explain(RecommendationQuery.ForUser(user), item, contributions);
                double contribution = contributions.Single(c => c.ItemIndex == without).Value;
                double error = Math.Abs(drop - contribution) / explanation.Magnitude;
                Assert.True(error <= 1e-4, $"user {user}, item {item}, liked {without}: {contribution} instead of {drop}, relative error {error}");
                worst = Math.Max(worst, error);
            }
        }

        Assert.Equal(1000, triples);
        TestContext.Current.SendDiagnosticMessage($"largest relative error of 1,000 triples: {worst:E1}");
    }

    [Fact]
    public void TryFoldIn_EveryUser_GivesTheStoredVector()
    {
        AlsModel model = fixture.Model();
        InteractionMatrix liked = model.Histories.Liked;
        float[] folded = new float[model.Dimensions];
        for (int user = 0; user < liked.UserCount; user++)
        {
            bool known = model.TryFoldIn(liked.GetUserItems(user), default, folded);
            Assert.Equal(liked.GetUserItems(user).Length > 0, known);
            Assert.True(model.GetUserVector(user).SequenceEqual(folded), $"user {user}");
        }
    }

    /// <summary>Trains once for the class; without the data the tests are skipped.</summary>
    public sealed class Fixture
    {
        private readonly Lock _gate = new();
        private AlsModel? _model;

        public AlsModel Model()
        {
            string path = Path.Combine(ReferenceData.Folder(), "ml-latest-small", "ratings.csv");
            lock (_gate)
            {
                return _model ??= new AlsTrainer(new AlsOptions { RecordLoss = false }).Train(TrainingData.FromLog(ReferenceData.ReadLog(path).Log));
            }
        }
    }
}
