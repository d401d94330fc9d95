using MovieRec.Eval;

namespace MovieRec.Cli.Models;

/// <summary>The re-rankers that <c>ablate</c> puts behind every model. One that has nothing to work with (no catalogue, no item vectors) returns null.</summary>
internal static class RerankerRegistry
{
    public static IReadOnlyList<AblationReranker> All { get; } = [];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(static r => r.Name)];
}
