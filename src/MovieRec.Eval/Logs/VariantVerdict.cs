namespace MovieRec.Eval;

/// <summary>What may be said about a variant beside the control.</summary>
public enum VariantVerdict : byte
{
    /// <summary>Nothing; the estimate says why.</summary>
    Unknown,

    /// <summary>The difference is within the noise. Not the same as "equal".</summary>
    NotDistinguishable,

    /// <summary>The rate is higher.</summary>
    Higher,

    /// <summary>The rate is lower.</summary>
    Lower,
}
