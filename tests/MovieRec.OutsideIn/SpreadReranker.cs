using MovieRec;

namespace OutsideIn;

/// <summary>Takes the best candidate of each genre in turn, so that a list does not begin with one genre only.</summary>
internal sealed class SpreadReranker(MovieCatalog catalog) : IReranker
{
    public int Rerank(in RecommendationQuery query, Span<ScoredItem> candidates, int count)
    {
        List<ScoredItem> left = [.. candidates];
        List<ScoredItem> list = [];
        HashSet<string> used = [];
        while (left.Count > 0 && list.Count < count)
        {
            int next = left.FindIndex(c => catalog.GetGenres(c.ItemIndex).All(g => !used.Contains(g)));
            if (next < 0)
            {
                used.Clear();
                next = 0;
            }

            used.UnionWith(catalog.GetGenres(left[next].ItemIndex));
            list.Add(left[next]);
            left.RemoveAt(next);
        }

        list.Concat(left).ToArray().CopyTo(candidates);
        return list.Count;
    }
}
