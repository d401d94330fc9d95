using MovieRec.Cli.Evaluation;
using MovieRec.Cli.Models;
using MovieRec.Cli.Rendering;
using MovieRec.Data;
using MovieRec.Eval;

namespace MovieRec.Cli.Demo;

/// <summary>The demo as a person reads it; silent where JSON was asked for.</summary>
internal sealed class DemoText(CliContext context)
{
    private const int LikesShown = 12;

    public void Quality(DataSetInfo info, DataQualityReport quality)
    {
        Line("1. The data");
        Line(CliContext.Invariant($"   {(info.Name.Length > 0 ? info.Name : "data set")}{(info.Simulated ? " (viewers and ratings are simulated: no figure below says anything about quality)" : "")}"));
        Line(CliContext.Invariant($"   {quality.Interactions:N0} interactions of {quality.Users:N0} users on {quality.Items:N0} movies, {quality.LikedInteractions:N0} of them liked; density {quality.Density:P2}"));
        Line(CliContext.Invariant($"   interactions per user: median {quality.PerUser.Median:N0}; per movie: median {quality.PerItem.Median:N0}; {quality.ItemsWithoutInteractions:N0} movies without any"));
        if (quality.ColdStart is { } cold)
        {
            Line(CliContext.Invariant($"   cut in time at 80 %: {cold.ColdUserShare:P0} of the later users and {cold.ColdItemShare:P0} of the later movies would be new"));
        }

        Line("   `data quality` shows the whole report");
        Line("");
    }

    public void Evaluation(EvaluatePlan plan, EvaluationProtocol protocol, IReadOnlyList<ModelOutcome> outcomes)
    {
        if (!context.Json)
        {
            Line("2. The last fifth of every user's likes held out; models trained on the rest");
            EvaluateView.Print(context, plan, protocol, outcomes);
            Line("");
        }
    }

    public void Viewer<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender, TUserId user, RecommendationList<TItemId> list)
        where TUserId : notnull
        where TItemId : notnull
    {
        recommender.Users.TryGetIndex(user, out int index);
        int[] likes = LatestLikes(recommender.Histories.Liked, index);
        Line(CliContext.Invariant($"3. For user {Ids.Text(user)}, trained on everything ({list.ModelVersion})"));
        Line(CliContext.Invariant($"   liked {recommender.Histories.Liked.GetUserItems(index).Length:N0} movies, lately {string.Join("; ", likes.Select(i => ReasonText.Title(recommender, i)))}"));
        RecommendationView.Table(context.Results, recommender, list, reasons: true);
    }

    /// <summary>The newest likes first; without times the first by index.</summary>
    private static int[] LatestLikes(InteractionMatrix liked, int user)
    {
        int[] items = liked.GetUserItems(user).ToArray();
        long[] times = liked.GetUserTimestamps(user).ToArray();
        return times.Length == 0
            ? [.. items.Take(LikesShown)]
            : [.. items.Zip(times).OrderByDescending(static p => p.Second).ThenBy(static p => p.First).Take(LikesShown).Select(static p => p.First)];
    }

    private void Line(string text)
    {
        if (!context.Json)
        {
            context.Terminal.Out.WriteLine(text);
        }
    }
}
