using System.Text;
using MovieRec.Cli.Evaluation;
using MovieRec.Cli.Models;
using MovieRec.Eval;

namespace MovieRec.Cli.Reports;

/// <summary>Lists of several models side by side, for a few users, with hits and reasons.</summary>
internal static class ListSection
{
    private const int Length = 10;
    private const int HistoryShown = 8;
    private const int MostContributions = 512;

    public static IEnumerable<ReportSection> Of(EvaluationSubject subject, EvaluatePlan plan, EvaluationProtocol protocol, IReadOnlyList<ReportVariant> variants)
    {
        ReportVariant[] shown = [.. variants.Where(static v => v.Model is not null)];
        if (shown.Length == 0)
        {
            yield break;
        }

        PopularityModel? fallback = plan.UseFallback ? new PopularityTrainer().Fit(protocol.Split.ToTrainingData(subject.Catalog)) : null;
        StringBuilder html = new();
        foreach (int user in Users(subject, plan, protocol))
        {
            Write(html, subject, protocol, shown, fallback, user);
        }

        yield return new ReportSection(
            "Lists side by side",
            "What each model would show, in the order in which it would. A tick marks a film that the user liked in the held-out rows; the reason is the liked film with the largest contribution to the score.",
            html.ToString());
    }

    /// <summary>Those asked for; else the users with the least, a middling and the longest history among those with something held out.</summary>
    private static int[] Users(EvaluationSubject subject, EvaluatePlan plan, EvaluationProtocol protocol)
    {
        int[] all = protocol.Split.Users.ToArray();
        if (plan.Report!.Users.Count > 0)
        {
            return [.. plan.Report.Users.Select(Find)];
        }

        int[] byActivity =
        [
            .. all.Where(u => !protocol.GetRelevant(u).IsEmpty && !protocol.GetHistory(u).IsEmpty).OrderBy(u => protocol.GetHistory(u).Length).ThenBy(static u => u),
        ];
        return byActivity.Length < 4 ? byActivity : [byActivity[0], byActivity[byActivity.Length / 2], byActivity[^1]];

        int Find(string id)
        {
            int place = Array.FindIndex(all, u => subject.UserId(u) == id);
            return place >= 0 ? all[place] : throw new UsageException($"--report-users {id}: this user is not among the evaluated ones.");
        }
    }

    private static void Write(
        StringBuilder html, EvaluationSubject subject, EvaluationProtocol protocol, ReportVariant[] variants, IRecommender? fallback, int user)
    {
        int[] history = protocol.GetHistory(user).ToArray();
        int[] relevant = protocol.GetRelevant(user).ToArray();
        html.Append(CliContext.Invariant($"<article class=\"user\"><h3>User {Html.Text(subject.UserId(user))}</h3><p>{history.Length:N0} liked films in the history, {relevant.Length:N0} held out. "));
        string liked = string.Join(", ", history.Take(HistoryShown).Select(i => Title(subject, i)));
        html.Append(history.Length == 0 ? "Nothing is known about this user.</p>" : $"Liked: {liked}{(history.Length > HistoryShown ? ", …" : ".")}</p>").Append("<div class=\"lists\">");
        foreach (ReportVariant variant in variants)
        {
            ItemMask candidates = protocol.GetCandidates(user);
            RecommendationQuery query = protocol.GetQuery(user, candidates);
            ScoredItem[] found = new ScoredItem[Length];
            IRecommender answering = variant.Model!;
            int count = answering.Recommend(query, found);
            if (count == 0 && fallback is not null)
            {
                answering = fallback;
                count = answering.Recommend(query, found);
            }

            html.Append("<section><h4>").Append(Html.Marker(variant.Colour, variant.Shape)).Append(Html.Text(variant.Name));
            html.Append(ReferenceEquals(answering, variant.Model) ? "" : " <small>answered by popularity</small>").Append("</h4><ol>");
            foreach (ScoredItem item in found.AsSpan(0, count))
            {
                bool hit = Array.BinarySearch(relevant, item.ItemIndex) >= 0;
                html.Append(hit ? "<li class=\"hit\"><b>" : "<li><b>").Append(Title(subject, item.ItemIndex)).Append("</b>");
                html.Append(hit ? " <span class=\"tick\" title=\"liked in the held-out rows\">✓</span>" : "").Append("<small>").Append(Reason(subject, answering, query, item.ItemIndex)).Append("</small></li>");
            }

            html.Append(count == 0 ? "<li>nothing</li>" : "").Append("</ol></section>");
        }

        html.Append("</div></article>");
    }

    private static string Reason(EvaluationSubject subject, IRecommender model, in RecommendationQuery query, int item)
    {
        if (!model.Info.IsPersonalized || model.GetService<IExplainer>() is not { } explainer)
        {
            return model.Info.IsPersonalized ? "" : "popular";
        }

        Contribution[] contributions = new Contribution[MostContributions];
        Explanation explanation = explainer.Explain(query, item, contributions);
        return explanation.Written > 0 && contributions[0].Value > 0 ? "because of " + Title(subject, contributions[0].ItemIndex) : "";
    }

    private static string Title(EvaluationSubject subject, int item) => Html.Text(
        subject.Catalog is { } catalog && catalog.GetTitle(item).Length > 0 ? TitleSearch.Display(catalog, item) : subject.ItemId(item));
}
