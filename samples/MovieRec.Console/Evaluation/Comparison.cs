using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary>One model against the first one on one metric, over one group of users.</summary>
internal sealed record Comparison(string Model, string Baseline, string Users, ModelComparison Result)
{
    public string Verdict => !Result.IsDistinguishable() ? "not distinguishable" : Result.Paired.Difference > 0 ? "higher" : "lower";
}
