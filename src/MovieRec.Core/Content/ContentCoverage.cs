namespace MovieRec;

/// <summary>Which fields of the metadata are filled: what content vectors could be made of, and for whom little was there.</summary>
public sealed class ContentCoverage
{
    private static readonly ContentField[] Fields = Enum.GetValues<ContentField>();
    private readonly int[] _present;
    private readonly byte[] _byMovie;

    private ContentCoverage(int[] present, byte[] byMovie)
    {
        _present = present;
        _byMovie = byMovie;
    }

    /// <summary>Number of movies.</summary>
    public int Movies => _byMovie.Length;

    /// <summary>Movies without any field.</summary>
    public int Empty { get; private init; }

    /// <summary>Movies that are known by genres, title, year or language only: their vectors say little.</summary>
    public int Sparse { get; private init; }

    /// <summary>Movies that have a field.</summary>
    /// <param name="field">The field.</param>
    public int Count(ContentField field) => _present[(int)field];

    /// <summary>Whether a movie has a field.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    /// <param name="field">The field.</param>
    public bool Has(int itemIndex, ContentField field) => (_byMovie[itemIndex] >> (int)field & 1) != 0;

    /// <summary>The fields a movie lacks, in the order of <see cref="ContentField"/>.</summary>
    /// <param name="itemIndex">Dense item index.</param>
    public IReadOnlyList<ContentField> Missing(int itemIndex) => [.. Fields.Where(f => !Has(itemIndex, f))];

    /// <summary>Looks through a catalogue.</summary>
    /// <param name="catalog">The catalogue.</param>
    public static ContentCoverage Of(MovieCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        const int Telling = (1 << (int)ContentField.Plot) | (1 << (int)ContentField.Keywords)
            | (1 << (int)ContentField.Directors) | (1 << (int)ContentField.Cast);
        byte[] byMovie = new byte[catalog.Count];
        int[] present = new int[Fields.Length];
        for (int i = 0; i < byMovie.Length; i++)
        {
            foreach (ContentField field in Fields)
            {
                if (IsPresent(catalog, i, field))
                {
                    byMovie[i] |= (byte)(1 << (int)field);
                    present[(int)field]++;
                }
            }
        }

        return new ContentCoverage(present, byMovie)
        {
            Empty = byMovie.Count(static b => b == 0),
            Sparse = byMovie.Count(static b => b != 0 && (b & Telling) == 0),
        };
    }

    private static bool IsPresent(MovieCatalog catalog, int item, ContentField field) => field switch
    {
        ContentField.Title => catalog.GetTitle(item).Length > 0,
        ContentField.Genres => catalog.GetGenres(item).Any(static g => ContentTerms.Normalize(g) is { Length: > 0 } and not ContentTerms.NoGenres),
        ContentField.Plot => catalog.GetOverview(item).Length > 0,
        ContentField.Keywords => !catalog.Keywords.GetTermIndices(item).IsEmpty,
        ContentField.Directors => !catalog.Directors.GetTermIndices(item).IsEmpty,
        ContentField.Cast => !catalog.Cast.GetTermIndices(item).IsEmpty,
        ContentField.Year => catalog.GetYear(item) > 0,
        _ => catalog.GetLanguage(item).Length > 0,
    };
}
