namespace MovieRec.Tests.Als;

/// <summary>Learned item biases: the user's coordinate is 1, the objective and the equations as their formulas read.</summary>
public sealed class AlsBiasTests
{
    private const int Factors = 6;

    private static AlsOptions Options(AlsObjective objective, double exponent, int iterations = 4) =>
        AlsCases.Options(objective, exponent, Factors, iterations) with { ItemBias = true, BiasRegularization = exponent == 0 ? 0.3 : 0.02 };

    [Theory]
    [MemberData(nameof(AlsCases.All), MemberType = typeof(AlsCases))]
    public void FoldIn_EveryUser_SolvesTheEquationsWithBiasesOnTheRightHandSide(AlsObjective objective, double exponent, bool weighted)
    {
        TestSample sample = TestSample.Create(7, weighted: weighted);
        AlsOptions options = Options(objective, exponent);
        AlsModel model = new AlsTrainer(options).Train(sample.Data);
        Assert.Equal((Factors + 1, Factors), (model.Dimensions, model.SimilarityDimensions));
        Assert.Contains(Enumerable.Range(0, model.ItemCount), i => Math.Abs(model.GetItemVector(i)[Factors]) > 1e-3);
        double[][] items = [.. Enumerable.Range(0, model.ItemCount).Select(i => Array.ConvertAll(model.GetItemVector(i).ToArray(), v => (double)v))];
        double[] biases = [.. items.Select(v => v[Factors])];
        DenseAls dense = new(options, [.. items.Select(v => v[..Factors])], model.RankableItems.Count);
        double unobserved = objective == AlsObjective.Rendle ? options.UnobservedWeight : 1;
        foreach (int user in sample.UsersWithLikes())
        {
            ReadOnlySpan<int> liked = sample.Liked.GetUserItems(user);
            ReadOnlySpan<float> weights = sample.Liked.GetUserWeights(user);
            double[] target = new double[Factors];
            for (int k = 0; k < Factors; k++)
            {
                for (int i = 0; i < items.Length; i++)
                {
                    target[k] -= unobserved * biases[i] * items[i][k];
                }

                for (int n = 0; n < liked.Length; n++)
                {
                    double w = weights.IsEmpty ? 1 : weights[n];
                    (double a, double b) = objective == AlsObjective.Rendle ? (w, w) : (options.Alpha * w, 1 + (options.Alpha * w));
                    target[k] += (b - (a * biases[liked[n]])) * items[liked[n]][k];
                }
            }

            double[] expected = DenseAls.SolveLinear(dense.Matrix(liked, weights), target);
            float[] vector = new float[Factors + 1];
            Assert.True(model.TryFoldIn(liked, weights, vector));
            Assert.Equal(model.GetUserVector(user).ToArray(), vector);
            Assert.Equal(1f, vector[Factors]);
            double scale = expected.Max(Math.Abs);
            for (int k = 0; k < Factors; k++)
            {
                Assert.Equal(expected[k], vector[k], 1e-5 * scale);
            }
        }

        Assert.Equal(new float[Factors + 1], model.GetUserVector(TestSample.UserWithoutLikes).ToArray());
    }

    [Theory]
    [MemberData(nameof(AlsCases.All), MemberType = typeof(AlsCases))]
    public void Fit_ToTheFixedPoint_LossIsTheObjectiveAndNoParameterImprovesIt(AlsObjective objective, double exponent, bool weighted)
    {
        TestSample sample = TestSample.Create(2, weighted: weighted);
        AlsModel model = new AlsTrainer(Options(objective, exponent, iterations: 500)).Train(sample.Data);
        double[][] users = [.. Enumerable.Range(0, model.UserCount).Select(u => Array.ConvertAll(model.GetUserVector(u).ToArray(), v => (double)v))];
        double[][] items = [.. Enumerable.Range(0, model.ItemCount).Select(i => Array.ConvertAll(model.GetItemVector(i).ToArray(), v => (double)v))];
        double loss = Loss(model.Options, sample.Liked, users, items);
        Assert.Equal(loss, model.Losses[^1], 2e-5 * loss);
        for (int i = 1; i < model.Losses.Count; i++)
        {
            Assert.True(model.Losses[i] <= model.Losses[i - 1] * (1 + 1e-6), $"the loss rose in iteration {i + 1}");
        }

        foreach (int item in Enumerable.Range(0, model.ItemCount).Where(model.RankableItems.Contains).Take(12))
        {
            foreach (int k in (int[])[0, Factors - 1, Factors])
            {
                double kept = items[item][k];
                foreach (double step in (double[])[-0.05, 0.05])
                {
                    items[item][k] = kept + step;
                    Assert.True(Loss(model.Options, sample.Liked, users, items) > loss, $"item {item}, coordinate {k}, step {step}");
                }

                items[item][k] = kept;
            }
        }
    }

    [Theory]
    [MemberData(nameof(AlsCases.All), MemberType = typeof(AlsCases))]
    public void Fit_OtherSolvers_GiveTheFactorsOfCholesky(AlsObjective objective, double exponent, bool weighted)
    {
        TestSample sample = TestSample.Create(3, weighted: weighted);
        AlsOptions options = Options(objective, exponent, iterations: 3) with { Factors = 20 };
        AlsModel exact = new AlsTrainer(options).Train(sample.Data);
        foreach (AlsOptions other in (AlsOptions[])[
            options with { Solver = AlsSolver.ConjugateGradient, SolverSteps = 200 }, options with { Solver = AlsSolver.Subspace, SubspaceSize = 21 }])
        {
            AlsModel model = new AlsTrainer(other).Train(sample.Data);
            Assert.Equal(exact.Losses[^1], model.Losses[^1], 1e-4 * exact.Losses[^1]);
            for (int i = 0; i < exact.ItemCount; i++)
            {
                for (int k = 0; k <= 20; k++)
                {
                    Assert.Equal(exact.GetItemVector(i)[k], model.GetItemVector(i)[k], 5e-3f);
                }
            }
        }

        if (exponent != 1)
        {
            return;
        }

        AlsModel small = new AlsTrainer(options with { Iterations = 40, Solver = AlsSolver.Subspace, SubspaceSize = 16 }).Train(sample.Data);
        double best = new AlsTrainer(options with { Iterations = 40 }).Train(sample.Data).Losses[^1];
        Assert.InRange(small.Losses[^1], best * 0.98, best * 1.02);
    }

    [Theory]
    [MemberData(nameof(AlsCases.All), MemberType = typeof(AlsCases))]
    public void Explain_EveryRecommendation_ContributionsAndBiasRemainderAddUp(AlsObjective objective, double exponent, bool weighted)
    {
        TestSample sample = TestSample.Create(7, weighted: weighted);
        AlsModel model = new AlsTrainer(Options(objective, exponent)).Train(sample.Data);
        ScoredItem[] found = new ScoredItem[8];
        Contribution[] contributions = new Contribution[sample.Items.Count];
        HashSet<float> remainders = [];
        foreach (int user in sample.UsersWithLikes())
        {
            foreach (ScoredItem item in found[..model.Recommend(RecommendationQuery.ForUser(user), found)])
            {
                Explanation explanation = model.Explain(RecommendationQuery.ForUser(user), item.ItemIndex, contributions);
                Assert.Equal(item.Score, explanation.Score);
                Assert.Equal(sample.Liked.GetUserItems(user).Length, explanation.Written);
                double sum = explanation.Remainder + contributions[..explanation.Written].Sum(c => (double)c.Value);
                double size = Math.Abs(explanation.Remainder) + contributions[..explanation.Written].Sum(c => Math.Abs((double)c.Value));
                Assert.Equal(explanation.Score, sum, 1e-5 * size);
                remainders.Add(explanation.Remainder);
            }
        }

        Assert.DoesNotContain(0f, remainders);
    }

    [Fact]
    public void Without_EveryLikedItem_EqualsFoldingTheShortenedHistoryIn()
    {
        TestSample sample = TestSample.Create(7, weighted: true);
        AlsModel model = new AlsTrainer(Options(AlsObjective.Rendle, 1)).Train(sample.Data);
        int user = sample.UsersWithLikes().First(u => sample.Liked.GetUserItems(u).Length > 4);
        int[] liked = sample.Liked.GetUserItems(user).ToArray();
        float[] weights = sample.Liked.GetUserWeights(user).ToArray();
        ScoredItem[] all = new ScoredItem[model.ItemCount];
        ScoredItem target = all[..model.Recommend(RecommendationQuery.ForUser(user), all)][1];
        for (int j = 0; j < liked.Length; j++)
        {
            Counterfactual result = model.Without(RecommendationQuery.ForUser(user), target.ItemIndex, liked[j]);
            float[] score = new float[1];
            model.Score(
                RecommendationQuery.ForHistory([.. liked.Where((_, n) => n != j)], [.. weights.Where((_, n) => n != j)]), [target.ItemIndex], score);
            Assert.Equal((target.Score, score[0]), (result.Score, result.ScoreWithout));
        }
    }

    [Fact]
    public void RecommendMany_AndAnExactIndex_GiveTheModelsLists()
    {
        TestSample sample = TestSample.Create(3, users: 300, items: 120, weighted: true);
        AlsModel model = new AlsTrainer(Options(AlsObjective.Rendle, 1) with { Factors = 16 }).Train(sample.Data);
        IndexedRecommender indexed = new(model, new ExactIndex(model, Similarity.InnerProduct), sample.Data.Histories);
        int[] users = [.. Enumerable.Range(0, 300)];
        ScoredItem[] lists = new ScoredItem[3000], one = new ScoredItem[10], other = new ScoredItem[10];
        int[] written = new int[300];
        model.RecommendMany(users, 10, lists, written, null, TestContext.Current.CancellationToken);
        foreach (int user in users)
        {
            int count = model.Recommend(RecommendationQuery.ForUser(user), one);
            Assert.Equal(count, written[user]);
            Assert.Equal(one[..count], lists.AsSpan(user * 10, count).ToArray());
            Assert.Equal(count, indexed.Recommend(RecommendationQuery.ForUser(user), other));
            Assert.Equal(one[..count], other[..count]);
        }
    }

    [Fact]
    public void SimilarTo_ModelWithBiases_ComparesFactorsOnly()
    {
        TestSample sample = TestSample.Create(7);
        AlsModel model = new AlsTrainer(Options(AlsObjective.Rendle, 1)).Train(sample.Data);
        Recommender<int, int> recommender = new(sample.Users, sample.Items, model, histories: sample.Data.Histories);
        RecommendationList<int> similar = recommender.SimilarTo(TestSample.ItemId(1), new RecommendOptions { Count = 5 });
        Assert.Equal(5, similar.Count);
        foreach (Recommendation<int> item in similar)
        {
            Assert.True(sample.Items.TryGetIndex(item.ItemId, out int index));
            double Dot(int a, int b) => Enumerable.Range(0, Factors).Sum(k => (double)model.GetItemVector(a)[k] * model.GetItemVector(b)[k]);
            Assert.Equal(Dot(1, index) / Math.Sqrt(Dot(1, 1) * Dot(index, index)), item.Score, 1e-5);
        }
    }

    [Fact]
    public void Update_NothingNew_GivesTheSameModelAndStartFromItContinues()
    {
        TestSample sample = TestSample.Create(9);
        AlsOptions options = Options(AlsObjective.Rendle, 1, iterations: 400);
        AlsModel model = new AlsTrainer(options).Train(sample.Data);
        AlsModel updated = AlsTrainer.Update(model, sample.Data, TestContext.Current.CancellationToken);
        Assert.True(model.ItemFactors.Values.SequenceEqual(updated.ItemFactors.Values));
        Assert.True(model.UserFactors.Values.SequenceEqual(updated.UserFactors.Values));
        AlsModel four = new AlsTrainer(options with { Iterations = 4 }).Train(sample.Data);
        AlsModel six = new AlsTrainer(options with { Iterations = 2 }).Train(sample.Data, AlsStart.FromModel(four));
        Assert.True(new AlsTrainer(options with { Iterations = 6 }).Train(sample.Data).ItemFactors.Values.SequenceEqual(six.ItemFactors.Values));
    }

    [Fact]
    public void Fit_Deterministic_OtherThreadsSameBits()
    {
        TestSample sample = TestSample.Create(9, weighted: true);
        AlsOptions options = Options(AlsObjective.Rendle, 1) with { Deterministic = true, MaxDegreeOfParallelism = 1 };
        AlsModel one = new AlsTrainer(options).Train(sample.Data);
        AlsModel many = new AlsTrainer(options with { MaxDegreeOfParallelism = 4 }).Train(sample.Data);
        Assert.True(one.ItemFactors.Values.SequenceEqual(many.ItemFactors.Values));
        Assert.True(one.UserFactors.Values.SequenceEqual(many.UserFactors.Values));
    }

    /// <summary>The objective, pair by pair; rows of users without a like are zero, their score for everything is 0.</summary>
    private static double Loss(AlsOptions options, InteractionMatrix liked, double[][] users, double[][] items)
    {
        int activeUsers = Enumerable.Range(0, liked.UserCount).Count(u => liked.GetUserItems(u).Length > 0);
        int activeItems = Enumerable.Range(0, liked.ItemCount).Count(i => liked.GetItemCount(i) > 0);
        bool rendle = options.Objective == AlsObjective.Rendle;
        double unobserved = rendle ? options.UnobservedWeight : 1;
        double loss = 0;
        for (int u = 0; u < users.Length; u++)
        {
            ReadOnlySpan<int> row = liked.GetUserItems(u);
            for (int i = 0; i < items.Length; i++)
            {
                double score = users[u].Zip(items[i], (a, b) => a * b).Sum();
                int at = row.IndexOf(i);
                double w = at < 0 ? 0 : liked.HasWeights ? liked.GetUserWeights(u)[at] : 1;
                loss += rendle
                    ? (w * (1 - score) * (1 - score)) + (unobserved * score * score)
                    : (1 + (options.Alpha * w)) * Math.Pow((at < 0 ? 0 : 1) - score, 2);
            }

            // Against a user without likes nothing is unobserved either: the row is zero.
            loss += options.Regularization * Math.Pow(row.Length + (unobserved * activeItems), options.RegularizationExponent)
                * users[u][..^1].Sum(v => v * v);
        }

        for (int i = 0; i < items.Length; i++)
        {
            double scale = Math.Pow(liked.GetItemCount(i) + (unobserved * activeUsers), options.RegularizationExponent);
            loss += options.Regularization * scale * items[i][..^1].Sum(v => v * v);
            loss += options.BiasRegularization * scale * items[i][^1] * items[i][^1];
        }

        return loss;
    }
}
