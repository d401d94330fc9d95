namespace MovieRec.Data;

/// <summary>Which metadata is missing, field by field.</summary>
internal static class MetadataAnalysis
{
    public static IReadOnlyList<FieldCoverage> Run(MovieCatalog catalog, int[] perItem, int interactions)
    {
        return
        [
            Field("title", i => catalog.GetTitle(i).Length > 0),
            Field("year", i => catalog.GetYear(i) != 0),
            Field("genres", i => catalog.GetGenres(i).Count > 0),
            Field("language", i => catalog.GetLanguage(i).Length > 0),
            Field("overview", i => catalog.GetOverview(i).Length > 0),
            Field("directors", i => catalog.GetDirectors(i).Count > 0),
            Field("cast", i => catalog.GetCast(i).Count > 0),
            Field("keywords", i => catalog.GetKeywords(i).Count > 0),
            Field("imdbId", i => catalog.GetImdbId(i).Length > 0),
            Field("tmdbId", i => catalog.GetTmdbId(i) != 0),
            Field("addedAt", i => catalog.GetAddedAt(i) != 0),
        ];

        FieldCoverage Field(string name, Func<int, bool> has)
        {
            int missing = 0;
            long rows = 0;
            for (int i = 0; i < perItem.Length; i++)
            {
                if (!has(i))
                {
                    missing++;
                    rows += perItem[i];
                }
            }

            return new FieldCoverage(name, missing, Counts.Share(missing, perItem.Length), Counts.Share(rows, interactions));
        }
    }
}
