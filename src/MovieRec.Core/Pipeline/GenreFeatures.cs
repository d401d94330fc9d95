namespace MovieRec;

/// <summary>One coordinate for each genre: 1/√m at the m genres of an item.</summary>
internal sealed class GenreFeatures(MovieCatalog catalog) : ItemFeatures("genres", catalog.Count, catalog.GenreNames.Count)
{
    internal override void Write(int itemIndex, Span<float> row)
    {
        row.Clear();
        ReadOnlySpan<int> genres = catalog.GetGenreIndices(itemIndex);
        int distinct = 0;
        foreach (int genre in genres)
        {
            distinct += row[genre] == 0 ? 1 : 0;
            row[genre] = 1;
        }

        float value = 1 / MathF.Sqrt(distinct);
        foreach (int genre in genres)
        {
            row[genre] = value;
        }
    }
}
