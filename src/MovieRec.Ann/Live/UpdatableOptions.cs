namespace MovieRec.Ann;

/// <summary>When an updatable index asks to be rebuilt.</summary>
public sealed record UpdatableOptions
{
    /// <summary>
    /// The rebuild point, as a share of the vectors in the base: <see cref="UpdatableIndex.NeedsRebuild"/> is true when the
    /// vectors added since the last build and those removed or replaced exceed it. Default 0.05; 0 … 1.
    /// </summary>
    public double RebuildShare
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "RebuildShare must be in 0 … 1.");
    } = 0.05;

    /// <summary>Changes below which no rebuild is asked for, whatever the share. Default 1,024.</summary>
    public int RebuildMinimum
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "RebuildMinimum must be at least 1.");
    } = 1024;
}
