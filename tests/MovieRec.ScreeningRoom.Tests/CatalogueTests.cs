using System.Globalization;

namespace MovieRec.ScreeningRoom.Tests;

/// <summary>The hand-edited source: what a slip of the pen could break.</summary>
public sealed class CatalogueTests(CommittedData committed) : IClassFixture<CommittedData>
{
    private static readonly string[] KnownGenres =
    [
        "Action", "Adventure", "Animation", "Children", "Comedy", "Crime", "Documentary", "Drama", "Fantasy", "Film-Noir",
        "Horror", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western",
    ];

    private readonly Film[] _films = FilmSource.Read(committed.SourceFolder);

    [Fact]
    public void Read_Source_IdsRunFromOneInOrderOfYearAndTitle()
    {
        Assert.Equal(Enumerable.Range(1, _films.Length).Select(i => (long)i), _films.Select(f => f.Id));
        Film[] ordered = [.. _films.OrderBy(f => f.Metadata.Year).ThenBy(f => f.Metadata.Title, StringComparer.Ordinal)];
        Assert.Equal(ordered.Select(f => f.Id), _films.Select(f => f.Id));
    }

    [Fact]
    public void Read_Source_NoFilmTwice() =>
        Assert.Equal(_films.Length, _films.Select(f => (f.Metadata.Title, f.Metadata.Year)).Distinct().Count());

    [Fact]
    public void Read_Source_EveryFilmIsDescribed()
    {
        foreach (Film film in _films)
        {
            MovieMetadata m = film.Metadata;
            string name = $"{film.Id} {m.Title}";
            Assert.True(m.Title.Length > 0 && m.Title == m.Title.Trim(), name);
            Assert.True(m.Year is >= 1915 and <= 2025, name);
            Assert.True(m.Language.Length == 2 && m.Language.All(char.IsAsciiLetterLower), name);
            Assert.True(m.Genres.Count > 0 && m.Genres.All(KnownGenres.Contains), name);
            Assert.True(m.Keywords.Count is >= 3 and <= 6, name);
            Assert.True(m.Keywords.All(k => k.Length > 0 && k == k.Trim() && !k.Any(char.IsUpper)), name);
            foreach (IReadOnlyList<string> list in new[] { m.Genres, m.Keywords, m.Directors, m.Cast })
            {
                Assert.True(list.Count > 0 && list.All(e => e.Length > 0 && e == e.Trim()), name);
                Assert.True(list.Distinct(StringComparer.Ordinal).Count() == list.Count, name);
            }
        }
    }

    [Fact]
    public void Read_Source_PlotsAreOneSentenceOfTenToTwentyFiveWords()
    {
        foreach (Film film in _films)
        {
            string plot = film.Metadata.Overview;
            Assert.True(plot.EndsWith('.') && char.IsUpper(plot[0]), $"{film.Id} {film.Metadata.Title}: {plot}");
            Assert.True(plot.Split(' ').Length is >= 10 and <= 25, $"{film.Id} {film.Metadata.Title}: {plot}");
        }

        Assert.Equal(_films.Length, _films.Select(f => f.Metadata.Overview).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Read_Source_EveryKeywordJoinsAtLeastTwoFilms()
    {
        string[] lonely = [.. _films.SelectMany(f => f.Metadata.Keywords).GroupBy(k => k).Where(g => g.Count() == 1).Select(g => g.Key)];
        Assert.Empty(lonely);
    }

    [Fact]
    public void Read_Source_SpansDecadesGenresAndLanguages()
    {
        Assert.True(_films.Length >= 430);
        Assert.Equal(Enumerable.Range(192, 11), _films.Select(f => f.Metadata.Year / 10).Distinct().Order());
        Assert.Equal(KnownGenres, _films.SelectMany(f => f.Metadata.Genres).Distinct().Order(StringComparer.Ordinal));
        string[] foreign = [.. _films.Select(f => f.Metadata.Language).Where(l => l != "en")];
        Assert.True(foreign.Length >= 60);
        Assert.True(foreign.Distinct().Count() >= 12);
    }

    [Fact]
    public void Read_FilmsOfTheSimulatedYears_ArriveAfterTheirYearBegan()
    {
        AudienceOptions options = new();
        foreach (Film film in _films)
        {
            MovieMetadata m = film.Metadata;
            if (m.Year < 2022)
            {
                Assert.True(m.AddedAt == 0, m.Title);
                continue;
            }

            DateTimeOffset arrived = DateTimeOffset.FromUnixTimeSeconds(m.AddedAt);
            Assert.True(arrived.Year >= m.Year && arrived.Year <= m.Year + 1 && m.AddedAt < options.End, m.Title);
        }
    }

    [Theory]
    [InlineData("1,10,5,Titel", "fame and quality from 1 to 9")]
    [InlineData("1,5,The Kid", "item,fame,quality,title")]
    [InlineData("1,5,5,Another film", "of a film in movies.csv")]
    public void Read_BadStanding_NamesLineAndExpectation(string row, string expected)
    {
        string folder = Directory.CreateTempSubdirectory("screening-room-test").FullName;
        try
        {
            string header = File.ReadLines(Path.Combine(committed.SourceFolder, FilmSource.MoviesFile)).First();
            File.WriteAllText(Path.Combine(folder, FilmSource.MoviesFile), header + "\n1,Titel,1999,Drama,en,,,,,,,\n");
            File.WriteAllText(Path.Combine(folder, FilmSource.StandingFile), "item,fame,quality,title\n" + row + "\n");
            FormatException error = Assert.Throws<FormatException>(() => FilmSource.Read(folder));
            Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Tastes_All_NameOnlyWhatOccursInTheCatalogue()
    {
        HashSet<string> known = [.. _films.SelectMany(f => f.Metadata.Genres.Select(Taste.Genre)
            .Concat(f.Metadata.Keywords.Select(Taste.Keyword))
            .Concat(f.Metadata.Directors.Select(Taste.Director))
            .Append(Taste.Decade(f.Metadata.Year))
            .Append(Taste.Language(f.Metadata.Language)))];
        string[] unknown = [.. Tastes.All.SelectMany(t => t.Weights.Keys.Where(k => !known.Contains(k)).Select(k => $"{t.Name}: {k}"))];
        Assert.True(unknown.Length == 0, string.Create(CultureInfo.InvariantCulture, $"{string.Join("; ", unknown)}"));
    }
}
