namespace MovieRec.Cli.Models;

/// <summary>Finds the item that <c>--item</c> or <c>--liked</c> means: an id, else a title as people type titles.</summary>
internal sealed class TitleFinder<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    private const int Suggestions = 8;
    private const float Clear = 0.005f;
    private readonly Recommender<TUserId, TItemId> _recommender;
    private readonly CliContext _context;
    private TitleIndex? _index;

    public TitleFinder(Recommender<TUserId, TItemId> recommender, CliContext context)
    {
        _recommender = recommender;
        _context = context;
    }

    /// <summary>The one item that a text means; several equally good titles are an error that names them.</summary>
    public TItemId Find(string text, string option)
    {
        if (Ids.TryParse(text, out TItemId? id) && _recommender.Items.TryGetIndex(id!, out _))
        {
            return id!;
        }

        TitleHit[] hits = new TitleHit[Suggestions];
        int count = Index().Search(text, hits);
        if (count == 0)
        {
            throw new UsageException($"{option} {text}: no item has this id or title.");
        }

        if (hits[0].Match == TitleMatch.Partial || (count > 1 && hits[0].Score - hits[1].Score < Clear))
        {
            throw new UsageException(
                $"{option} {text}: did you mean {string.Join("; ", hits[..count].Select(h => $"{Ids.Text(_recommender.Items[h.ItemIndex])} {Display(h.ItemIndex)}"))}? Name one by id, or add the year.");
        }

        if (hits[0].Match != TitleMatch.Exact)
        {
            _context.Terminal.Note($"{option} {text}: taken as {Display(hits[0].ItemIndex)}.");
        }

        return _recommender.Items[hits[0].ItemIndex];
    }

    /// <summary>
    /// Liked items from ids and titles, separated by <c>;</c> or else by commas (an article behind a comma belongs to its
    /// title). An id that the model does not know stays, to be reported as ignored.
    /// </summary>
    public TItemId[] FindLiked(string text)
    {
        List<TItemId> items = [];
        foreach (string part in TitleSearch.Split(text))
        {
            items.Add(Ids.TryParse(part, out TItemId? id) && (IdMap<TItemId>.Kind != IdKind.String || _recommender.Items.TryGetIndex(id!, out _))
                ? id!
                : IdMap<TItemId>.Kind == IdKind.String && !HasTitle(part) ? id! : Find(part, "--liked"));
        }

        return [.. items];
    }

    private bool HasTitle(string text) => Index().Search(text, new TitleHit[1]) > 0;

    private TitleIndex Index()
    {
        if (_index is null)
        {
            float[] popularity = new float[_recommender.Items.Count];
            foreach (int item in _recommender.Histories.Liked.Items)
            {
                popularity[item]++;
            }

            _index = TitleIndex.Create(_recommender.Catalog, popularity);
        }

        return _index;
    }

    private string Display(int itemIndex) => TitleSearch.Display(_recommender.Catalog, itemIndex);
}
