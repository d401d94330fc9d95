namespace MovieRec.Eval;

/// <summary>One of the two rankings that are interleaved.</summary>
public enum InterleavingTeam : byte
{
    /// <summary>Neither.</summary>
    None,

    /// <summary>The first ranking.</summary>
    First,

    /// <summary>The second ranking.</summary>
    Second,
}
