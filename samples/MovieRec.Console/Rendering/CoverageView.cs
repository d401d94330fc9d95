using System.Text.Json;

namespace MovieRec.Cli.Rendering;

/// <summary>Which fields of the metadata a content model had to work with.</summary>
internal static class CoverageView
{
    public static string Line(ContentCoverage coverage)
    {
        double movies = Math.Max(coverage.Movies, 1);
        string fields = string.Join(", ", Enum.GetValues<ContentField>().Select(f => CliContext.Invariant($"{Name(f)} {coverage.Count(f) / movies:P0}")));
        return CliContext.Invariant(
            $"Metadata of {coverage.Movies:N0} movies: {fields}. {coverage.Sparse:N0} have no plot, keyword, director or cast; {coverage.Empty:N0} have nothing and are not recommended by content.");
    }

    public static void Write(Utf8JsonWriter json, ContentCoverage coverage)
    {
        json.WriteStartObject("coverage");
        json.WriteNumber("movies", coverage.Movies);
        foreach (ContentField field in Enum.GetValues<ContentField>())
        {
            json.WriteNumber(Name(field), coverage.Count(field));
        }

        json.WriteNumber("sparse", coverage.Sparse);
        json.WriteNumber("empty", coverage.Empty);
        json.WriteEndObject();
    }

    private static string Name(ContentField field) => JsonNamingPolicy.CamelCase.ConvertName(field.ToString());
}
