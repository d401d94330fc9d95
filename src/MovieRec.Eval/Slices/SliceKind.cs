namespace MovieRec.Eval;

/// <summary>What a slice divides.</summary>
public enum SliceKind
{
    /// <summary>The evaluated users.</summary>
    Users,

    /// <summary>The items: relevance is restricted to some of them, and every evaluated user is asked.</summary>
    Items,
}
