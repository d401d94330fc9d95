namespace MovieRec.Ann;

/// <summary>What the planner decided, and why.</summary>
public sealed class IndexChoice
{
    internal IndexChoice(VectorIndex index, string explanation, IReadOnlyList<IndexTrial> trials, int chosen)
    {
        Index = index;
        Explanation = explanation;
        Trials = trials;
        Chosen = trials[chosen];
    }

    /// <summary>The index, with its effort set and its certificate measured; owned by the caller.</summary>
    public VectorIndex Index { get; }

    /// <summary>One or two sentences with the measured numbers.</summary>
    public string Explanation { get; }

    /// <summary>Everything that was measured; the exact scan first.</summary>
    public IReadOnlyList<IndexTrial> Trials { get; }

    /// <summary>The trial that won.</summary>
    public IndexTrial Chosen { get; }
}
