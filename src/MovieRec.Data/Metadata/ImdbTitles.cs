using System.Buffers.Text;
using System.Globalization;

namespace MovieRec.Data;

/// <summary>Reads the IMDb files title.basics and title.ratings: tab-separated, no quotes, <c>\N</c> for unknown.</summary>
internal static class ImdbTitles
{
    private const string Unknown = "\\N";
    private static readonly FileLayout Layout = new() { Delimiter = "\t", HasHeader = true };

    /// <summary>Reads titles, years and genres of the wanted ids; other rows are checked and counted as accepted.</summary>
    public static Dictionary<long, MovieMetadata> ReadBasics(
        string path,
        ImportOptions options,
        IReadOnlySet<long>? wanted,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellationToken,
        out FileReport report)
    {
        using TextTable table = new(path, Layout, options, progress, cancellationToken, MetadataKind.Open(path));
        int id = Require(table, "tconst");
        int title = Require(table, "primaryTitle");
        int year = Require(table, "startYear");
        int genres = Require(table, "genres");
        RowDuplicates<long> duplicates = new();
        Dictionary<long, MovieMetadata> movies = [];
        long others = 0;
        while (table.Read())
        {
            if (!TryId(table, id, out long number))
            {
                continue;
            }

            if (wanted is not null && !wanted.Contains(number))
            {
                others++;
                continue;
            }

            string yearText = Text(table, year);
            if (!(yearText.Length == 0 || (int.TryParse(yearText, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value <= 9999)))
            {
                table.Reject(RejectReason.NumberInvalid, year);
                continue;
            }

            duplicates.Note(number, table.Content);
            movies[number] = new MovieMetadata
            {
                Title = TmdbValues.Clean(Text(table, title)),
                Year = yearText.Length == 0 ? 0 : int.Parse(yearText, NumberStyles.None, CultureInfo.InvariantCulture),
                Genres = [.. Text(table, genres).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(static g => g.Replace('|', '/'))],
                ImdbId = table.Text(id)[2..],
            };
        }

        report = table.Complete(duplicates.Distinct + others, duplicates.Exact, duplicates.Conflicting);
        return movies;
    }

    /// <summary>Reads mean ratings (1 … 10) and numbers of votes.</summary>
    public static TitleVotes ReadRatings(
        string path,
        ImportOptions options,
        IReadOnlySet<long>? wanted,
        DateTimeOffset? asOf,
        IProgress<ImportProgress>? progress,
        CancellationToken cancellationToken,
        out FileReport report)
    {
        using TextTable table = new(path, Layout, options, progress, cancellationToken, MetadataKind.Open(path));
        int id = Require(table, "tconst");
        int rating = Require(table, "averageRating");
        int votes = Require(table, "numVotes");
        RowDuplicates<long> duplicates = new();
        Dictionary<long, TitleVote> result = [];
        long others = 0;
        while (table.Read())
        {
            if (!TryId(table, id, out long number))
            {
                continue;
            }

            if (wanted is not null && !wanted.Contains(number))
            {
                others++;
                continue;
            }

            // Utf8Parser knows no culture: the point is a point everywhere.
            RejectReason reason = NumberFields.ParseRating(table.Field(rating), 1, 10, out float mean);
            if (reason != RejectReason.None)
            {
                table.Reject(reason, rating);
                continue;
            }

            if (!Utf8Parser.TryParse(table.Field(votes), out int count, out int used) || used != table.Field(votes).Length || count < 0)
            {
                table.Reject(RejectReason.NumberInvalid, votes);
                continue;
            }

            duplicates.Note(number, table.Content);
            result[number] = new TitleVote(mean, count);
        }

        report = table.Complete(duplicates.Distinct + others, duplicates.Exact, duplicates.Conflicting);
        return new TitleVotes("imdb", asOf, result);
    }

    public static int IndexOf(IReadOnlyList<string> columns, string name)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns[i] == name)
            {
                return i;
            }
        }

        return -1;
    }

    private static int Require(TextTable table, string name)
    {
        int index = IndexOf(table.Columns, name);
        return index >= 0 ? index : throw table.HeaderError($"expected a column {name}");
    }

    private static bool TryId(TextTable table, int column, out long number)
    {
        ReadOnlySpan<byte> field = table.Field(column);
        number = 0;
        if (field.StartsWith("tt"u8) && NumberFields.TryParseDigits(field[2..], out number))
        {
            return true;
        }

        table.Reject(field.IsEmpty ? RejectReason.IdEmpty : RejectReason.IdNotNumeric, column);
        return false;
    }

    private static string Text(TextTable table, int column)
    {
        string text = table.Text(column);
        return text == Unknown ? "" : text;
    }
}
