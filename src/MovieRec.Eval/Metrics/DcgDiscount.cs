namespace MovieRec.Eval;

/// <summary>How a hit's gain falls with its rank p (1 is the first).</summary>
public enum DcgDiscount
{
    /// <summary>1 / log₂(p + 1), the common form (Burges et al. 2005).</summary>
    RankPlusOne,

    /// <summary>1 / log₂(max(p, 2)), in names <c>(clip)</c>: the first two ranks count the same (Järvelin and Kekäläinen 2002, b = 2).</summary>
    Clipped,
}
