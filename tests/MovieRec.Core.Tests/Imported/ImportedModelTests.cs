using MovieRec.Numerics;

namespace MovieRec.Tests.Imported;

public sealed class ImportedModelTests
{
    public static TheoryData<ImportedObjective, bool> Objectives => new()
    {
        { ImportedObjective.SparkImplicit, false },
        { ImportedObjective.SparkImplicit, true },
        { ImportedObjective.SparkExplicit, false },
        { ImportedObjective.SparkExplicit, true },
        { ImportedObjective.ImplicitConfidence, false },
    };

    [Theory]
    [MemberData(nameof(Objectives))]
    public void Create_TrainedByTextbookEquations_FoldsInToTheStoredVectors(ImportedObjective objective, bool nonnegative)
    {
        ImportedWorld world = Train(objective, nonnegative);

        ImportedModel model = Assert.IsType<ImportedModel>(world.Serve().Model);

        FoldInGap gap = Assert.IsType<FoldInGap>(model.Gap);
        Assert.Equal(world.Factors.Users.Count, gap.Users);
        Assert.True(gap.Max < 1e-6, $"largest distance {gap.Max}");
        Assert.Equal(0, gap.WithoutInteractions);
        Assert.Equal(0, gap.WithoutStoredVector);
    }

    [Theory]
    [InlineData(0.5, 3)]
    [InlineData(0.05, 0.5)]
    public void Create_WithOtherOptionsThanTheTraining_ReportsALargeGap(double regularization, double alpha)
    {
        ImportedWorld world = Train(ImportedObjective.SparkImplicit, nonnegative: false);
        ImportedEquations wrong = new() { Objective = ImportedObjective.SparkImplicit, Regularization = regularization, Alpha = alpha };

        Recommender<long, long> served = ImportedRecommender.Create(world.Factors, new ImportedOptions { Equations = wrong }, world.Data, cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(((ImportedModel)served.Model).Gap!.Mean > 0.02);
    }

    [Theory]
    [MemberData(nameof(Objectives))]
    public void TryFoldIn_TrainedUsersHistory_GivesTheServedVector(ImportedObjective objective, bool nonnegative)
    {
        Recommender<long, long> served = Train(objective, nonnegative).Serve(threshold: 0);
        ImportedModel model = (ImportedModel)served.Model;
        IFoldIn foldIn = Assert.IsType<IFoldIn>(model.GetService<IFoldIn>(), exactMatch: false);
        float[] vector = new float[model.Dimensions];
        for (int u = 0; u < served.Users.Count; u++)
        {
            InteractionMatrix liked = served.Histories.Liked;

            Assert.True(foldIn.TryFoldIn(liked.GetUserItems(u), liked.GetUserWeights(u), vector));

            Assert.Equal(model.GetUserVector(u).ToArray(), vector);
        }
    }

    [Theory]
    [MemberData(nameof(Objectives))]
    public void Explain_EveryUsersTopTen_AddsUpToTheScore(ImportedObjective objective, bool nonnegative)
    {
        foreach (float? threshold in new float?[] { null, 0, 4 })
        {
            Recommender<long, long> served = Train(objective, nonnegative).Serve(threshold);
            IExplainer explainer = served.Model.GetService<IExplainer>()!;
            ScoredItem[] top = new ScoredItem[10];
            Contribution[] contributions = new Contribution[ImportedWorld.Items];
            for (int u = 0; u < served.Users.Count; u++)
            {
                int count = served.Model.Recommend(RecommendationQuery.ForUser(u), top);
                Assert.Equal(10, count);
                foreach (ScoredItem item in top.AsSpan(0, count))
                {
                    Explanation explanation = explainer.Explain(RecommendationQuery.ForUser(u), item.ItemIndex, contributions);

                    Assert.Equal(item.Score, explanation.Score);
                    double sum = explanation.Remainder;
                    foreach (Contribution contribution in contributions.AsSpan(0, explanation.Written))
                    {
                        sum += contribution.Value;
                        Assert.True(served.Histories.Liked.GetUserItems(u).BinarySearch(contribution.ItemIndex) >= 0);
                    }

                    Assert.True(Math.Abs(item.Score - sum) <= 1e-5 * explanation.Magnitude, $"{item.Score} against {sum}");
                }
            }
        }
    }

    [Theory]
    [InlineData(ImportedObjective.SparkImplicit)]
    [InlineData(ImportedObjective.ImplicitConfidence)]
    public void Explain_PreferenceOfOneItemRemoved_LowersTheScoreByItsContribution(ImportedObjective objective)
    {
        ImportedWorld world = Train(objective, nonnegative: false);
        Recommender<long, long> served = world.Serve();
        IExplainer explainer = served.Model.GetService<IExplainer>()!;
        double[][] items = [.. Enumerable.Range(0, world.Factors.Items.Count).Select(i => world.Factors.GetItemVector(i).ToArray().Select(static v => (double)v).ToArray())];
        Contribution[] contributions = new Contribution[ImportedWorld.Items];
        for (int u = 0; u < 10; u++)
        {
            ReadOnlySpan<int> history = served.Histories.Seen.GetUserItems(u);
            ReadOnlySpan<float> ratings = served.Histories.Seen.GetUserWeights(u);
            int item = (u * 7) % items.Length;
            Explanation explanation = explainer.Explain(RecommendationQuery.ForUser(u), item, contributions);
            Assert.Equal(history.Length, explanation.Written);
            for (int c = 0; c < explanation.Written; c++)
            {
                double[] full = Solve(world.Equations, items, history, ratings, without: -1);
                double[] less = Solve(world.Equations, items, history, ratings, contributions[c].ItemIndex);
                double drop = Enumerable.Range(0, ImportedWorld.Rank).Sum(d => (full[d] - less[d]) * items[item][d]);

                Assert.True(Math.Abs(drop - contributions[c].Value) <= 1e-4 * explanation.Magnitude);
            }
        }
    }

    [Fact]
    public void Create_WithoutInteractions_ServesStoredVectorsAndSaysWhatIsMissing()
    {
        ImportedWorld world = Train(ImportedObjective.SparkImplicit, nonnegative: false);

        Recommender<long, long> served = world.ServeStored();

        Assert.Null(served.Model.GetService<IFoldIn>());
        Assert.Null(served.Model.GetService<IExplainer>());
        CapabilityLimits limits = served.Model.GetService<CapabilityLimits>()!;
        Assert.Contains("does not record the objective", limits.FoldIn, StringComparison.Ordinal);
        Assert.Contains("does not record the objective", limits.Explanations, StringComparison.Ordinal);
        NotSupportedException refused = Assert.Throws<NotSupportedException>(() => served.Explain(1000, 500));
        Assert.Equal(limits.Explanations, refused.Message);
        Assert.Equal(RecommendationRung.None, served.RecommendFor([500L]).Rung);
        RecommendationList<long> list = served.Recommend(1003);
        Assert.Equal(RecommendationRung.Personalized, list.Rung);
        for (int i = 0; i < list.Count; i++)
        {
            world.Factors.Items.TryGetIndex(list[i].ItemId, out int item);
            double expected = 0;
            for (int d = 0; d < ImportedWorld.Rank; d++)
            {
                expected += (double)world.Factors.GetUserVector(3)[d] * world.Factors.GetItemVector(item)[d];
            }

            Assert.Equal(expected, list[i].Score, 5);
        }

        Assert.NotEmpty(served.SimilarTo(500));
    }

    [Fact]
    public void Create_WithOptionsButWithoutInteractions_FoldsInAndRefusesExplanations()
    {
        ImportedWorld world = Train(ImportedObjective.SparkImplicit, nonnegative: false);

        Recommender<long, long> served = ImportedRecommender.Create<long, long>(
            world.Factors, new ImportedOptions { Equations = world.Equations }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.NotNull(served.Model.GetService<IFoldIn>());
        Assert.Null(served.Model.GetService<IExplainer>());
        Assert.Equal(RecommendationRung.FoldIn, served.RecommendFor([500L, 502L]).Rung);
        Assert.Contains("interactions", Assert.Throws<NotSupportedException>(() => served.Explain(1000, 500)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_UserWithoutInteractions_IsServedByTheStoredVectorAsRemainder()
    {
        ImportedWorld world = Train(ImportedObjective.SparkImplicit, nonnegative: false);
        int[] rows = [.. Enumerable.Range(0, world.Data.Log.Count).Where(r => world.Data.Log.Users[r] != 0)];
        MovieDataSet<long, long> less = new(world.Data.Users, world.Data.Items, world.Data.Log.Select(rows));

        Recommender<long, long> served = ImportedRecommender.Create(world.Factors, new ImportedOptions { Equations = world.Equations }, less, cancellationToken: TestContext.Current.CancellationToken);

        ImportedModel model = (ImportedModel)served.Model;
        Assert.Equal(1, model.Gap!.WithoutInteractions);
        Assert.Equal(world.Factors.GetUserVector(0).ToArray(), model.GetUserVector(0).ToArray());
        ItemExplanation<long> explanation = served.Explain(world.Factors.Users[0], 500);
        Assert.Empty(explanation.Contributions);
        Assert.Equal(explanation.Score, explanation.Remainder);
    }

    [Fact]
    public void Create_InteractionsWithNewUserAndNewItem_ServesTheUserAndPassesOverTheItem()
    {
        ImportedWorld world = Train(ImportedObjective.SparkImplicit, nonnegative: false);
        InteractionLogBuilder<long, long> builder = new(InteractionColumns.Rating);
        for (int r = 0; r < world.Data.Log.Count; r++)
        {
            builder.Add(world.Data.Users[world.Data.Log.Users[r]], world.Data.Items[world.Data.Log.Items[r]], world.Data.Log.Ratings[r]);
        }

        builder.Add(5, 500, 4);
        builder.Add(5, 502, 5);
        builder.Add(1000, 1, 5);
        InteractionLogResult<long, long> rows = builder.Build();

        Recommender<long, long> served = ImportedRecommender.Create(
            world.Factors, new ImportedOptions { Equations = world.Equations }, new MovieDataSet<long, long>(rows.Users, rows.Items, rows.Log), cancellationToken: TestContext.Current.CancellationToken);

        ImportedModel model = (ImportedModel)served.Model;
        Assert.Equal(1, model.Gap!.WithoutStoredVector);
        Assert.True(model.Gap.Max < 1e-6, "an item the engine never saw must not change the ridge");
        Assert.Equal(RecommendationRung.Personalized, served.Recommend(5).Rung);
        Assert.True(served.Items.TryGetIndex(1, out int unknown));
        Assert.False(model.RankableItems.Contains(unknown));
        float[] scores = new float[1];
        model.Score(RecommendationQuery.ForUser(0), [unknown], scores);
        Assert.True(float.IsNaN(scores[0]));
    }

    [Fact]
    public void Create_IdsOfAnotherKind_SaysThatTheyDiffer()
    {
        ImportedWorld world = Train(ImportedObjective.SparkImplicit, nonnegative: false);
        InteractionLogBuilder<long, long> builder = new(InteractionColumns.Rating);
        builder.Add(1, 500, 4);
        InteractionLogResult<long, long> rows = builder.Build();

        ArgumentException error = Assert.Throws<ArgumentException>(() => ImportedRecommender.Create(
            world.Factors, new ImportedOptions { Equations = world.Equations }, new MovieDataSet<long, long>(rows.Users, rows.Items, rows.Log), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("None of the 1 users", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHistories_NegativeRating_IsRefusedWithItsRow()
    {
        InteractionLog log = InteractionLog.Create(1, 2, [0, 0], [0, 1], [3, -1]);
        ImportedEquations equations = new() { Objective = ImportedObjective.SparkImplicit, Regularization = 0.1 };

        Assert.Contains("Row 1 is rated -1", Assert.Throws<ArgumentException>(() => equations.ToHistories(log)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHistories_ZeroRatingInImplicitMode_IsLeftOut()
    {
        InteractionLog log = InteractionLog.Create(1, 2, [0, 0], [0, 1], [3, 0]);
        ImportedEquations equations = new() { Objective = ImportedObjective.SparkImplicit, Regularization = 0.1 };

        UserHistories histories = equations.ToHistories(log);

        Assert.Equal(1, histories.Seen.Count);
        Assert.Same(histories.Seen, histories.Liked);
    }

    [Theory]
    [MemberData(nameof(Objectives))]
    public void Save_ThenLoad_AnswersTheSameBits(ImportedObjective objective, bool nonnegative)
    {
        Recommender<long, long> served = Train(objective, nonnegative).Serve();
        string path = Path.Combine(Path.GetTempPath(), $"imported-{Guid.NewGuid():N}.mrec");
        try
        {
            served.Save(path, cancellationToken: TestContext.Current.CancellationToken);
            Recommender<long, long> loaded = Recommender<long, long>.Load(path, cancellationToken: TestContext.Current.CancellationToken);

            Assert.Equal(served.Model.Info, loaded.Model.Info);
            Assert.Equal(((ImportedModel)served.Model).Gap, ((ImportedModel)loaded.Model).Gap);
            Assert.Equal(((ImportedModel)served.Model).Equations, ((ImportedModel)loaded.Model).Equations);
            foreach (long user in served.Users.Ids)
            {
                Assert.Equal(served.Recommend(user).ToArray(), loaded.Recommend(user).ToArray());
            }

            Assert.Equal(served.RecommendFor([500L, 503L]).ToArray(), loaded.RecommendFor([500L, 503L]).ToArray());
            Assert.Equal(served.Explain(1000, 510).Contributions, loaded.Explain(1000, 510).Contributions);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Save_StoredVectorsOnly_KeepsTheReason()
    {
        Recommender<long, long> served = Train(ImportedObjective.SparkExplicit, nonnegative: false).ServeStored();
        string path = Path.Combine(Path.GetTempPath(), $"imported-{Guid.NewGuid():N}.mrec");
        try
        {
            served.Save(path, cancellationToken: TestContext.Current.CancellationToken);
            Recommender<long, long> loaded = Recommender<long, long>.Load(path, cancellationToken: TestContext.Current.CancellationToken);

            Assert.Equal(served.Model.GetService<CapabilityLimits>(), loaded.Model.GetService<CapabilityLimits>());
            Assert.Null(((ImportedModel)loaded.Model).Gap);
            Assert.Equal(served.Recommend(1001).ToArray(), loaded.Recommend(1001).ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Save_WithoutHistory_KeepsVectorsAndNoInteraction()
    {
        Recommender<long, long> served = Train(ImportedObjective.SparkImplicit, nonnegative: false).Serve();
        string path = Path.Combine(Path.GetTempPath(), $"imported-{Guid.NewGuid():N}.mrec");
        try
        {
            served.Save(path, new SaveOptions { IncludeHistory = false }, cancellationToken: TestContext.Current.CancellationToken);
            Recommender<long, long> loaded = Recommender<long, long>.Load(path, cancellationToken: TestContext.Current.CancellationToken);

            Assert.Equal(0, loaded.Histories.Seen.Count);
            Assert.Equal(((ImportedModel)served.Model).GetUserVector(4).ToArray(), ((ImportedModel)loaded.Model).GetUserVector(4).ToArray());
            Assert.Equal(RecommendationRung.FoldIn, loaded.RecommendFor([500L]).Rung);
            Assert.Empty(loaded.Explain(1000, 500).Contributions);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Recommend_SeenAndFiltered_ReturnsOnlyWhatMayBeShown()
    {
        Recommender<long, long> served = Train(ImportedObjective.SparkImplicit, nonnegative: false).Serve();
        ScoredItem[] all = new ScoredItem[100];
        ReadOnlySpan<int> seen = served.Histories.Seen.GetUserItems(0);

        int unseen = served.Model.Recommend(RecommendationQuery.ForUser(0), all);
        Assert.Equal(served.Items.Count - seen.Length, unseen);
        foreach (ScoredItem item in all.AsSpan(0, unseen))
        {
            Assert.True(seen.BinarySearch(item.ItemIndex) < 0);
        }

        Assert.Equal(served.Items.Count, served.Model.Recommend(RecommendationQuery.ForUser(0) with { AllowHistoryItems = true }, all));
        ItemMask none = ItemMask.FromItems(served.Items.Count, []);
        Assert.Equal(0, served.Model.Recommend(RecommendationQuery.ForUser(0) with { Eligible = none }, all));
        Assert.Equal(0, served.Model.Recommend(default, all));
        Assert.Equal(0, served.Model.Recommend(RecommendationQuery.ForHistory([]), all));
    }

    [Fact]
    public void Recommend_OnceWarm_AllocatesNothing()
    {
        Recommender<long, long> served = Train(ImportedObjective.SparkImplicit, nonnegative: true).Serve();
        ScoredItem[] top = new ScoredItem[10];
        int[] history = [0, 4, 9];
        for (int i = 0; i < 50; i++)
        {
            served.Model.Recommend(RecommendationQuery.ForUser(i % 10), top);
            served.Model.Recommend(RecommendationQuery.ForHistory(history), top);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++)
        {
            served.Model.Recommend(RecommendationQuery.ForUser(i % 10), top);
            served.Model.Recommend(RecommendationQuery.ForHistory(history), top);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Create_SameFactorsTwice_HasTheSameVersion()
    {
        ImportedWorld world = Train(ImportedObjective.SparkImplicit, nonnegative: false);

        Assert.Equal(world.Serve().ModelVersion, world.Serve().ModelVersion);
        Assert.NotEqual(world.Serve().ModelVersion, world.ServeStored().ModelVersion);
    }

    [Fact]
    public void Create_CancelledToken_Ends()
    {
        ImportedWorld world = Train(ImportedObjective.SparkImplicit, nonnegative: false);

        Assert.ThrowsAny<OperationCanceledException>(() => ImportedRecommender.Create(
            world.Factors, new ImportedOptions { Equations = world.Equations }, world.Data, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Create_SingularEquations_SaysWhichOptionsToCheck()
    {
        ImportedWorld world = Train(ImportedObjective.SparkExplicit, nonnegative: false);
        ImportedEquations none = new() { Objective = ImportedObjective.SparkExplicit, Regularization = 0 };
        Recommender<long, long> served = ImportedRecommender.Create<long, long>(world.Factors, new ImportedOptions { Equations = none }, cancellationToken: TestContext.Current.CancellationToken);

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => served.RecommendFor([500L]));

        Assert.Contains("not positive definite with Regularization = 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TrySolveNonnegative_RandomSystems_EqualsTheBestOfAllSupports()
    {
        ImportedWorld.Generator random = new(3);
        for (int run = 0; run < 200; run++)
        {
            int n = ImportedWorld.Rank;
            double[,] a = new double[n, n];
            double[] b = new double[n];
            double[][] rows = [.. Enumerable.Range(0, n + 2).Select(_ => Enumerable.Range(0, n).Select(_ => random.Next() - 0.5).ToArray())];
            NormalSystem system = NormalSystem.Rent(n);
            try
            {
                system.Matrix.Clear();
                foreach (double[] row in rows)
                {
                    system.AddOuter(row, 1);
                }

                for (int i = 0; i < n; i++)
                {
                    b[i] = system.Target[i] = random.Next() - 0.4;
                    for (int j = 0; j < n; j++)
                    {
                        a[i, j] = system.Entry(i, j);
                    }
                }

                double[] expected = ImportedWorld.SolveEverySupport(a, b);

                Assert.True(system.TrySolveNonnegative());

                for (int i = 0; i < n; i++)
                {
                    Assert.Equal(expected[i], system.Solution[i], 1e-7);
                }
            }
            finally
            {
                system.Return();
            }
        }
    }

    private static ImportedWorld Train(ImportedObjective objective, bool nonnegative) => ImportedWorld.Train(new ImportedEquations
    {
        Objective = objective,
        Regularization = objective == ImportedObjective.ImplicitConfidence ? 0.5 : 0.05,
        Alpha = 3,
        Nonnegative = nonnegative,
    });

    private static double[] Solve(ImportedEquations equations, double[][] items, ReadOnlySpan<int> history, ReadOnlySpan<float> ratings, int without)
    {
        double[] full = ImportedWorld.Solve(equations, items, history, ratings);
        if (without < 0)
        {
            return full;
        }

        // The matrix keeps every item; only the right-hand side loses one. By linearity: x − A⁻¹·t·y.
        int position = history.IndexOf(without);
        double rating = ratings.IsEmpty ? 1 : ratings[position];
        double target = equations.Objective == ImportedObjective.SparkImplicit ? 1 + (equations.Alpha * rating) : equations.Alpha * rating;
        int n = ImportedWorld.Rank;
        double[,] a = new double[n, n];
        foreach (double[] y in items)
        {
            Add(a, y, 1);
        }

        double[] b = new double[n];
        for (int k = 0; k < history.Length; k++)
        {
            double r = ratings.IsEmpty ? 1 : ratings[k];
            double[] y = items[history[k]];
            Add(a, y, equations.Objective == ImportedObjective.SparkImplicit ? equations.Alpha * r : (equations.Alpha * r) - 1);
            double t = equations.Objective == ImportedObjective.SparkImplicit ? 1 + (equations.Alpha * r) : equations.Alpha * r;
            for (int d = 0; d < n; d++)
            {
                b[d] += (t * y[d]) - (k == position ? target * y[d] : 0);
            }
        }

        for (int d = 0; d < n; d++)
        {
            a[d, d] += equations.Regularization * (equations.Objective == ImportedObjective.SparkImplicit ? history.Length : 1);
        }

        return ImportedWorld.Eliminate(a, b, (1 << n) - 1);
    }

    private static void Add(double[,] a, double[] y, double weight)
    {
        for (int i = 0; i < y.Length; i++)
        {
            for (int j = 0; j < y.Length; j++)
            {
                a[i, j] += weight * y[i] * y[j];
            }
        }
    }
}
