using MovieRec.Eval;

namespace MovieRec.Cli.Reports;

/// <summary>One row of a report. The colour tells the model, the shape the re-ranker.</summary>
internal sealed record ReportVariant(string Name, EvaluationResult Result, LatencyMeasurement? Latency, double FitSeconds, IRecommender? Model, int Colour, int Shape)
{
    public string? Verdict { get; init; }
}
