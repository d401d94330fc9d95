namespace MovieRec.Serving;

/// <summary>What a service does beside answering.</summary>
public sealed record RecommendationServiceOptions
{
    /// <summary>The experiment that runs; null for none: everybody is in the variant <c>model</c>.</summary>
    public Experiment? Experiment { get; init; }

    /// <summary>Who asked to be forgotten; null keeps no list, and <see cref="RecommendationService{TUserId, TItemId}.ForgetAsync"/> throws.</summary>
    public Tombstones? Tombstones { get; init; }

    /// <summary>What a home page holds.</summary>
    public HomePageOptions HomePage { get; init; } = new();
}
