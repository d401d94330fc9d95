namespace MovieRec;

/// <summary>What a model file shall hold.</summary>
public sealed record SaveOptions
{
    /// <summary>
    /// Whether liked and seen interactions are stored. Default true. Without them a loaded model knows nobody's history:
    /// seen items are not excluded and explanations of trained users are empty, but no interaction leaves the machine.
    /// </summary>
    public bool IncludeHistory { get; init; } = true;
}
