using MovieRec.Eval;

namespace MovieRec.Cli.Reports;

/// <summary>One comparison of a report.</summary>
internal sealed record ComparisonRow(string Variant, string Baseline, string Metric, PairedComparison Paired, double AdjustedP, string Verdict);
