namespace MovieRec;

/// <summary>
/// Why a model lacks a capability that models of its kind usually have, one sentence each. Asked for with
/// <see cref="IRecommender.GetService(Type)"/>; a model without limits offers none.
/// </summary>
public sealed record CapabilityLimits
{
    /// <summary>Why <see cref="IFoldIn"/> is not offered; null when it is.</summary>
    public string? FoldIn { get; init; }

    /// <summary>Why <see cref="IExplainer"/> is not offered; null when it is.</summary>
    public string? Explanations { get; init; }
}
