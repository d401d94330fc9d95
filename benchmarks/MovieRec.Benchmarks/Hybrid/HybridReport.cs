namespace MovieRec.Benchmarks.Hybrid;

/// <summary>A run with all its figures.</summary>
internal sealed record HybridReport(
    string Command, string Date, Machine Machine, string Data, IReadOnlyDictionary<string, string> Parameters, IReadOnlyList<HybridFigure> Figures);
