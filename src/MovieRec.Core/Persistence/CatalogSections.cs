namespace MovieRec;

/// <summary>A <see cref="MovieCatalog"/>, column by column: <c>catalog.titles</c>, <c>catalog.years</c>, ….</summary>
internal static class CatalogSections
{
    public static void Add(ModelSectionWriter sections, MovieCatalog catalog)
    {
        int count = catalog.Count;
        sections.AddStrings("catalog.titles", count, catalog.GetTitle);
        sections.Add("catalog.years", w =>
        {
            for (int i = 0; i < count; i++)
            {
                w.WriteInt32(catalog.GetYear(i));
            }
        });
        sections.AddStrings("catalog.languages", count, catalog.GetLanguage);
        sections.AddStrings("catalog.overviews", count, catalog.GetOverview);
        sections.AddStrings("catalog.imdbIds", count, catalog.GetImdbId);
        AddInt64Column(sections, "catalog.tmdbIds", count, catalog.GetTmdbId);
        AddInt64Column(sections, "catalog.addedAt", count, catalog.GetAddedAt);
        AddTerms(sections, "catalog.genres", catalog.Genres);
        AddTerms(sections, "catalog.directors", catalog.Directors);
        AddTerms(sections, "catalog.cast", catalog.Cast);
        AddTerms(sections, "catalog.keywords", catalog.Keywords);
    }

    public static MovieCatalog Read(ModelSectionReader sections, int count) => new(
        sections.ReadStringArray("catalog.titles", count),
        sections.ReadInt32Array("catalog.years", count),
        Shared(sections.ReadStringArray("catalog.languages", count)),
        sections.ReadStringArray("catalog.overviews", count),
        sections.ReadStringArray("catalog.imdbIds", count),
        sections.ReadInt64Array("catalog.tmdbIds", count),
        sections.ReadInt64Array("catalog.addedAt", count),
        ReadTerms(sections, "catalog.genres", count),
        ReadTerms(sections, "catalog.directors", count),
        ReadTerms(sections, "catalog.cast", count),
        ReadTerms(sections, "catalog.keywords", count));

    private static void AddInt64Column(ModelSectionWriter sections, string name, int count, Func<int, long> value) =>
        sections.Add(name, w =>
        {
            for (int i = 0; i < count; i++)
            {
                w.WriteInt64(value(i));
            }
        });

    private static void AddTerms(ModelSectionWriter sections, string name, TermColumn column)
    {
        for (int i = 1; i < column.Terms.Count; i++)
        {
            if (string.CompareOrdinal(column.Terms[i - 1], column.Terms[i]) >= 0)
            {
                throw new ArgumentException($"The terms of {name} are not distinct and in ordinal order: '{column.Terms[i]}'.", nameof(column));
            }
        }

        sections.AddStringArray(name + ".terms", column.Terms);
        sections.Add(name + ".starts", w => w.Write(column.Starts));
        sections.Add(name + ".entries", w => w.Write(column.Entries));
    }

    private static TermColumn ReadTerms(ModelSectionReader sections, string name, int count)
    {
        string[] terms = sections.ReadStringArray(name + ".terms");
        for (int i = 1; i < terms.Length; i++)
        {
            if (string.CompareOrdinal(terms[i - 1], terms[i]) >= 0)
            {
                throw sections.Error(name + ".terms.utf8", $"term {i}, '{terms[i]}', follows '{terms[i - 1]}'; terms are distinct and in ordinal order.");
            }
        }

        int[] entries = sections.ReadInt32Array(name + ".entries");
        int[] starts = SparseRows.ReadStarts(sections, name + ".starts", count, entries.Length);
        SparseRows.CheckRange(sections, name + ".entries", entries, terms.Length, "term");
        return new TermColumn(terms, starts, entries);
    }

    /// <summary>Equal texts become one object: a catalogue has few languages.</summary>
    private static string[] Shared(string[] texts)
    {
        HashSet<string> distinct = new(StringComparer.Ordinal);
        for (int i = 0; i < texts.Length; i++)
        {
            if (distinct.TryGetValue(texts[i], out string? known))
            {
                texts[i] = known;
            }
            else
            {
                distinct.Add(texts[i]);
            }
        }

        return texts;
    }
}
