namespace MovieRec.Eval;

/// <summary>Which relevant items count in R.</summary>
public enum RelevantScope
{
    /// <summary>All of them: an item that cannot be recommended is a miss.</summary>
    All,

    /// <summary>Only items of the catalogue, in names <c>(known)</c>; a user left with none is skipped.</summary>
    Catalogue,
}
