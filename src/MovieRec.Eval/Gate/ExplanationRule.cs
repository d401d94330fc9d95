namespace MovieRec.Eval;

/// <summary>How many recommendations must name the liked item that caused them.</summary>
public sealed class ExplanationRule
{
    /// <summary>Of the recommendations to users with a liked item, the share whose reason names one of them. Default 0.99.</summary>
    public double MinimumShare { get; set; } = 0.99;

    /// <summary>Recommendations for each user. Default 10.</summary>
    public int Count { get; set; } = 10;

    /// <summary>Users asked, spread evenly over those with a liked item. Default 2,000.</summary>
    public int MaximumUsers { get; set; } = 2_000;
}
