namespace MovieRec.Eval;

/// <summary>What becomes of lists shorter than k in metrics that describe the list (novelty, diversity, calibration, …).</summary>
public enum ShortLists
{
    /// <summary>The items that are there are measured; an empty list is undefined.</summary>
    Measured,

    /// <summary>Undefined: only full lists count. In names <c>(full)</c>.</summary>
    Undefined,
}
