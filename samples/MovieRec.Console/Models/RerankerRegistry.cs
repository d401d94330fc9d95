using MovieRec.Eval;

namespace MovieRec.Cli.Models;

/// <summary>The re-rankers that <c>ablate</c> puts behind every model, by name, or by <c>NAME=STRENGTH</c>.</summary>
internal static class RerankerRegistry
{
    private const float Strength = 0.3f;

    public static IReadOnlyList<string> Names => RerankerSpec.Names;

    /// <summary>Every re-ranker at the default strength, in the order of their names' list.</summary>
    public static IReadOnlyList<AblationReranker> All { get; } = [.. RerankerSpec.Names.Select(static n => Create(RerankerSpec.Create(n, Strength)))];

    /// <summary>Reads <c>mmr</c> or <c>mmr=0.5</c>.</summary>
    /// <exception cref="FormatException">There is no such re-ranker, or the strength is outside 0 … 1.</exception>
    public static AblationReranker Parse(string text) =>
        Create(text.Contains('=', StringComparison.Ordinal) || !RerankerSpec.Names.Contains(text) ? RerankerSpec.Parse(text) : RerankerSpec.Create(text, Strength));

    /// <summary>One that has nothing to work with, such as item vectors, is left out for that model.</summary>
    private static AblationReranker Create(RerankerSpec spec) => new(spec.ToString(), (model, data) =>
    {
        try
        {
            return spec.Create(model, data.Catalog, data.Interactions);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    });
}
