namespace MovieRec.Eval;

/// <summary>What users must get about whom the model knows nothing (answered as in production: by the fallback).</summary>
public sealed class ColdStartRule
{
    /// <summary>A ranking metric. Default NDCG@10.</summary>
    public string Metric { get; set; } = "NDCG@10";

    /// <summary>Group of users. Default cold-users.</summary>
    public string Slice { get; set; } = "cold-users";

    /// <summary>The lower end of the 95 % interval of the mean must reach it; no default.</summary>
    public double? Minimum { get; set; }

    /// <summary>With fewer users the answer is unknown. Default 30.</summary>
    public int MinimumUsers { get; set; } = 30;
}
