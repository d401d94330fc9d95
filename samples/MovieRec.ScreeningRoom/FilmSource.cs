using System.Globalization;
using MovieRec.Data;

namespace MovieRec.ScreeningRoom;

/// <summary>The hand-edited source: <c>movies.csv</c> (facts and plots) and <c>standing.csv</c> (fame and quality).</summary>
internal static class FilmSource
{
    public const string MoviesFile = "movies.csv";
    public const string StandingFile = "standing.csv";

    /// <summary>Reads every film in id order. Any bad row stops.</summary>
    /// <exception cref="DataFormatException">A bad row in movies.csv.</exception>
    /// <exception cref="FormatException">A bad row in standing.csv, or the files name different films.</exception>
    public static Film[] Read(string folder)
    {
        IReadOnlyDictionary<long, MovieMetadata> movies = new MovieCsvReader(new ImportOptions { Mode = BadRowMode.Strict })
            .Read<long>(Path.Combine(folder, MoviesFile)).Movies;
        string[] lines = File.ReadAllLines(Path.Combine(folder, StandingFile));
        if (lines.Length - 1 != movies.Count)
        {
            throw new FormatException($"{StandingFile} has {lines.Length - 1} rows, {MoviesFile} has {movies.Count} films; expected one row for each film.");
        }

        Film[] films = [.. lines.Skip(1).Select((line, i) => Parse(line, i + 2, movies))];
        return [.. films.OrderBy(static f => f.Id)];
    }

    // The title comes last, so a comma in it needs no quotes to be understood: only the three numbers are read.
    private static Film Parse(string line, int lineNumber, IReadOnlyDictionary<long, MovieMetadata> movies)
    {
        string[] fields = line.Split(',', 4);
        if (fields.Length == 4
            && long.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out long id)
            && movies.TryGetValue(id, out MovieMetadata? metadata)
            && fields[3].Trim('"') == metadata.Title
            && TryTier(fields[1], out int fame)
            && TryTier(fields[2], out int quality))
        {
            return new Film(id, metadata, fame, quality);
        }

        throw new FormatException($"{StandingFile}, line {lineNumber}: '{line}'; expected item,fame,quality,title of a film in {MoviesFile}, with fame and quality from 1 to 9.");
    }

    private static bool TryTier(string text, out int tier) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out tier) && tier is >= 1 and <= 9;
}
