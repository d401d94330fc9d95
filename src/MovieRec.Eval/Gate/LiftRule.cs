namespace MovieRec.Eval;

/// <summary>
/// How much better than popularity a model must be. Baselines are the plain count and, where the data has times, a decayed
/// count for each half-life; the lift counts against the strongest on the very users it is measured on.
/// </summary>
public sealed class LiftRule
{
    /// <summary>A ranking metric. Default NDCG@10.</summary>
    public string Metric { get; set; } = "NDCG@10";

    /// <summary>
    /// The lower end of the interval of mean(model) / mean(baseline) − 1 must reach it. Default 0: better, and not by chance.
    /// </summary>
    public double Minimum { get; set; }

    /// <summary>Group of users. Default all-users.</summary>
    public string Slice { get; set; } = "all-users";

    /// <summary>Half-lives in days of the decayed baselines. Default 30, 180, 730.</summary>
    public IReadOnlyList<double> HalfLifeDays { get; set; } = [30, 180, 730];

    /// <summary>Coverage of the interval. Default 0.95.</summary>
    public double Confidence { get; set; } = 0.95;

    /// <summary>Bootstrap samples. Default 10,000.</summary>
    public int Resamples { get; set; } = 10_000;

    /// <summary>With fewer users the answer is unknown. Default 30.</summary>
    public int MinimumUsers { get; set; } = 30;
}
