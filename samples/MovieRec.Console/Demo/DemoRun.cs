using MovieRec.Cli.Commands;
using MovieRec.Cli.Data;
using MovieRec.Cli.Evaluation;
using MovieRec.Cli.Models;
using MovieRec.Data;
using MovieRec.Eval;

namespace MovieRec.Cli.Demo;

/// <summary>
/// Quality report, split, training, evaluation, then a model of all rows and one viewer's list. As text each part is shown as
/// soon as it is known; JSON is written at the end.
/// </summary>
internal sealed class DemoRun(CliContext context, InteractionOptions liked, string? userText) : IDataSetAction<int>
{
    private const int MiddlingLikesFrom = 20;
    private const int MiddlingLikesTo = 60;
    private static readonly string[] ModelNames = ["popularity", "als", "content", "hybrid"];

    public int Run<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> data, ImportReport? report)
        where TUserId : notnull
        where TItemId : notnull
    {
        TUserId? asked = userText is null ? default : Ids.Parse<TUserId>(userText, "--user");
        if (userText is not null && !data.Users.TryGetIndex(asked!, out _))
        {
            throw new UsageException($"--user {userText}: the data set has no such user.");
        }

        DemoText text = new(context);
        DataQualityReport quality = context.WithProgress(
            "Looking at the data", _ => DataQuality.Analyze(data, new DataQualityOptions { Liked = liked }, report, context.CancellationToken));
        text.Quality(data.Info, quality);

        EvaluatePlan plan = Plan();
        EvaluationProtocol protocol = EvaluationProtocol.Create(new LastShareSplitter().Apply(data.Log, liked), plan.Candidates, data.Catalog);
        IReadOnlyList<ModelOutcome> outcomes = new EvaluateRun(context, plan).Measure(protocol, data.Catalog);
        text.Evaluation(plan, protocol, outcomes);

        Recommender<TUserId, TItemId> recommender = TrainCommand.Fit(context, data, Trainer("hybrid"), liked);
        TUserId user = userText is null ? Middling(recommender) : asked!;
        RecommendationList<TItemId> list = recommender.Recommend(user);
        if (context.Json)
        {
            DemoJson.Write(context, data, quality, plan, protocol, outcomes, recommender, user, list);
        }
        else
        {
            text.Viewer(recommender, user, list);
        }

        return ExitCodes.Done;
    }

    private EvaluatePlan Plan() => new()
    {
        Models = [.. ModelNames.Select(name => new NamedTrainer(name, Trainer(name)))],
        Metrics = MetricParser.ParseList("NDCG@10,HR@10,MAP@10,Recall@20,Coverage@10"),
        Profile = MetricProfile.Default,
        Candidates = CandidatePolicy.TrainedItems,
        UseFallback = true,
    };

    private ITrainer<IRecommender> Trainer(string name) => ModelRegistry.Create(name, new ModelSettings([]), context.Seed);

    /// <summary>The first user, in order of id, with a number of likes that a person can look through; else the one with most.</summary>
    private static TUserId Middling<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender)
        where TUserId : notnull
        where TItemId : notnull
    {
        InteractionMatrix likes = recommender.Histories.Liked;
        int best = 0;
        for (int u = 0; u < likes.UserCount; u++)
        {
            if (likes.GetUserItems(u).Length is >= MiddlingLikesFrom and <= MiddlingLikesTo)
            {
                return recommender.Users[u];
            }

            best = likes.GetUserItems(u).Length > likes.GetUserItems(best).Length ? u : best;
        }

        return recommender.Users[best];
    }
}
