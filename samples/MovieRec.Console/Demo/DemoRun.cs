using MovieRec.Cli.Commands;
using MovieRec.Cli.Data;
using MovieRec.Cli.Models;
using MovieRec.Data;
using MovieRec.Eval;

namespace MovieRec.Cli.Demo;

/// <summary>
/// Quality report, split, training, evaluation, then a model of all rows and one viewer's list. Everything is computed
/// before anything is shown as JSON; as text each part is shown as soon as it is known.
/// </summary>
internal sealed class DemoRun(CliContext context, InteractionOptions liked, string? userText) : IDataSetAction<int>
{
    private const int MiddlingLikesFrom = 20;
    private const int MiddlingLikesTo = 60;

    public static IReadOnlyList<string> ModelNames { get; } = ["popularity", "als"];

    public int Run<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> data, ImportReport? report)
        where TUserId : notnull
        where TItemId : notnull
    {
        DemoText text = new(context);
        DataQualityReport quality = DataQuality.Analyze(data, new DataQualityOptions { Liked = liked }, report, context.CancellationToken);
        text.Quality(data.Info, quality);

        Split split = new LastShareSplitter().Apply(data.Log, liked);
        EvaluationProtocol protocol = EvaluationProtocol.Create(split, CandidatePolicy.TrainedItems, data.Catalog);
        text.Split(split);

        List<EvaluationResult> results = [];
        IReadOnlyList<IMetric> metrics = MetricParser.ParseList("NDCG@10,HR@10,MAP@10,Recall@20,Coverage@10");
        TrainingData training = split.ToTrainingData(data.Catalog);
        foreach (string name in ModelNames)
        {
            IRecommender model = context.WithProgress("Training " + name, progress => Trainer(name).Fit(
                training,
                new InlineProgress<TrainingProgress>(p => progress(p.Step, p.TotalSteps, "iterations")),
                context.CancellationToken));
            results.Add(context.WithProgress("Evaluating " + name, progress => new Evaluator().Evaluate(
                model,
                protocol,
                metrics,
                results.FirstOrDefault() is null ? null : Popularity(training),
                new InlineProgress<EvaluationProgress>(p => progress(p.Users, p.TotalUsers, "users")),
                context.CancellationToken)));
        }

        text.Results(results);
        Recommender<TUserId, TItemId> recommender = TrainCommand.Fit(context, data, Trainer("als"), liked);
        TUserId user = userText is null ? Middling(recommender) : Ids.Parse<TUserId>(userText, "--user");
        RecommendationList<TItemId> list = recommender.Recommend(user);
        if (context.Json)
        {
            DemoJson.Write(context, data, quality, split, results, recommender, user, list);
        }
        else
        {
            text.Viewer(recommender, user, list);
        }

        return ExitCodes.Done;
    }

    private ITrainer<IRecommender> Trainer(string name) => ModelRegistry.Create(name, new ModelSettings([]), context.Seed);

    private PopularityModel Popularity(TrainingData training) => new PopularityTrainer().Fit(training, null, context.CancellationToken);

    /// <summary>The first user, in order of id, with a number of likes that a person can look through.</summary>
    private static TUserId Middling<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender)
        where TUserId : notnull
        where TItemId : notnull
    {
        int best = 0;
        for (int u = 0; u < recommender.Users.Count; u++)
        {
            int likes = recommender.Histories.Liked.GetUserItems(u).Length;
            if (likes is >= MiddlingLikesFrom and <= MiddlingLikesTo)
            {
                return recommender.Users[u];
            }

            best = likes > recommender.Histories.Liked.GetUserItems(best).Length ? u : best;
        }

        return recommender.Users.Count > 0 ? recommender.Users[best] : throw new UsageException("--data: the data set has no users.");
    }
}
