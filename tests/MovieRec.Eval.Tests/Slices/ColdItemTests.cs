namespace MovieRec.Eval.Tests.Slices;

/// <summary>An item for which a model has no evidence is not ranked: no list holds it, it has no score, it earns nothing.</summary>
public sealed class ColdItemTests
{
    public static TheoryData<string> Models() => ["popularity", "als", "als-hu-koren-volinsky", "ease", "ease-few-items", "als-indexed"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Evaluate_HeldOutItemsInTheWholeCatalogue_EarnNothing(string name)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Split split = new HeldOutItemsSplitter { Share = 0.3 }.Apply(Logs.Dense(9, users: 60, items: 30));
        IRecommender model = Fit(name, split.ToTrainingData(), cancellation);
        int[] held = [.. Enumerable.Range(0, 30).Where(split.HeldOutItems!.Contains)];
        foreach (CandidatePolicy policy in new[] { CandidatePolicy.WholeCatalogue, CandidatePolicy.HeldOutItems })
        {
            EvaluationProtocol protocol = EvaluationProtocol.Create(split, policy);
            EvaluatorOptions options = new() { ItemSlices = MovieRec.Eval.Slices.Create(["cold-items"], protocol).Items };
            RankingProbe probe = new(30);

            // The list may be as long as the catalogue: places are free for every item.
            EvaluationResult result = new Evaluator(options).Evaluate(
                model, protocol, [.. MetricParser.ParseList("HR@30,Recall@30(R),NDCG@30,MRR@30,AUC,Serendipity@30"), probe], cancellationToken: cancellation);

            Assert.All(result.Metrics.Take(6), static m => Assert.Equal(0, m.Mean));
            Assert.All(result.Slices.Single(static s => s.Name == "cold-items").Metrics.Take(6), static m => Assert.Equal(0, m.Mean));
            Assert.True(result.Metrics[0].Users > 30);
            Assert.All(probe.Rankings.Values, ranking => Assert.Empty(ranking.Intersect(held)));
            Assert.Equal(policy == CandidatePolicy.WholeCatalogue, probe.Rankings.Values.Any(static r => r.Length > 0));
        }

        float[] scores = new float[held.Length];
        model.GetService<IScorer>()!.Score(RecommendationQuery.ForUser(0), held, scores);
        Assert.All(scores, static s => Assert.True(float.IsNaN(s)));
    }

    private static IRecommender Fit(string name, TrainingData data, CancellationToken cancellation)
    {
        AlsOptions als = new() { Factors = 4, Iterations = 3 };
        switch (name)
        {
            case "popularity":
                return new PopularityTrainer().Fit(data, cancellationToken: cancellation);
            case "als":
                return new AlsTrainer(als).Fit(data, cancellationToken: cancellation);
            case "als-hu-koren-volinsky":
                return new AlsTrainer(als with { Objective = AlsObjective.HuKorenVolinsky }).Fit(data, cancellationToken: cancellation);
            case "als-indexed":
                AlsModel model = new AlsTrainer(als).Fit(data, cancellationToken: cancellation);
                return new IndexedRecommender(model, new ExactIndex(model, Similarity.InnerProduct), data.Histories);
            case "ease":
                return new EaseTrainer(new EaseOptions { Regularization = 10 }).Fit(data, cancellationToken: cancellation);
            default:
                return new EaseTrainer(new EaseOptions { Regularization = 10, MaxItems = 5 }).Fit(data, cancellationToken: cancellation);
        }
    }
}
