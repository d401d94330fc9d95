using MovieRec;

namespace OutsideIn;

/// <summary>
/// An item-item model of an application: score(u, i) is the sum over the user's liked items j of s(j, i), the cosine of
/// the two items' audiences. Each liked item's part is its contribution.
/// </summary>
internal sealed class NeighbourModel : IRecommender, IScorer, IExplainer
{
    private readonly float[] _similarities;
    private readonly UserHistories _histories;

    public NeighbourModel(float[] similarities, UserHistories histories, RecommenderInfo info)
    {
        _similarities = similarities;
        _histories = histories;
        Info = info;
    }

    public RecommenderInfo Info { get; }

    public ReadOnlyMemory<float> Similarities => _similarities;

    public object? GetService(Type serviceType) => serviceType.IsInstanceOfType(this) ? this : null;

    public int Recommend(in RecommendationQuery query, Span<ScoredItem> destination)
    {
        ReadOnlySpan<int> liked = Liked(query);
        ReadOnlySpan<int> seen = query.HasUser ? _histories.Seen.GetUserItems(query.UserIndex) : query.History;
        int count = 0;
        for (int item = 0; item < Info.ItemCount; item++)
        {
            if ((!query.AllowHistoryItems && seen.Contains(item)) || query.Eligible?.Contains(item) == false)
            {
                continue;
            }

            float score = ScoreOf(liked, item);
            if (score > 0)
            {
                count = Insert(destination, count, new ScoredItem(item, score));
            }
        }

        return count;
    }

    public void Score(in RecommendationQuery query, ReadOnlySpan<int> itemIndices, Span<float> scores)
    {
        ReadOnlySpan<int> liked = Liked(query);
        for (int i = 0; i < itemIndices.Length; i++)
        {
            scores[i] = liked.IsEmpty ? float.NaN : ScoreOf(liked, itemIndices[i]);
        }
    }

    public Explanation Explain(in RecommendationQuery query, int itemIndex, Span<Contribution> destination)
    {
        ReadOnlySpan<int> liked = Liked(query);
        List<Contribution> all = [];
        foreach (int other in liked)
        {
            all.Add(new Contribution(other, Similarity(other, itemIndex)));
        }

        all.Sort(static (a, b) => a.Value != b.Value ? b.Value.CompareTo(a.Value) : a.ItemIndex.CompareTo(b.ItemIndex));
        int written = Math.Min(all.Count, destination.Length);
        all[..written].ToArray().CopyTo(destination);
        return new Explanation(
            ScoreOf(liked, itemIndex), 0, written, all[written..].Sum(c => c.Value), all.Sum(c => Math.Abs(c.Value)));
    }

    private static int Insert(Span<ScoredItem> list, int count, ScoredItem item)
    {
        int at = count;
        while (at > 0 && list[at - 1].Score < item.Score)
        {
            at--;
        }

        if (at == list.Length)
        {
            return count;
        }

        int last = Math.Min(count, list.Length - 1);
        list[at..last].CopyTo(list[(at + 1)..]);
        list[at] = item;
        return last + 1;
    }

    private ReadOnlySpan<int> Liked(in RecommendationQuery query) =>
        query.HasUser ? _histories.Liked.GetUserItems(query.UserIndex) : query.History;

    private float ScoreOf(ReadOnlySpan<int> liked, int item)
    {
        float sum = 0;
        foreach (int other in liked)
        {
            sum += Similarity(other, item);
        }

        return sum;
    }

    private float Similarity(int from, int to) => from == to ? 0 : _similarities[(from * Info.ItemCount) + to];
}
