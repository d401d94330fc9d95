namespace MovieRec.Numerics;

/// <summary>What a tile does with a product; constants that the JIT folds.</summary>
internal interface ITileMode
{
    /// <summary>sum − x·r instead of sum + x·r.</summary>
    static abstract bool Subtract { get; }

    /// <summary>r is scaled by w_k: two more multiplications beside sixteen multiply-adds, and no weighted copy of the rows.</summary>
    static abstract bool Weighted { get; }
}

/// <summary>sum + x·r.</summary>
internal readonly struct AddTile : ITileMode
{
    public static bool Subtract => false;

    public static bool Weighted => false;
}

/// <summary>sum + x·(w_k·r).</summary>
internal readonly struct AddWeightedTile : ITileMode
{
    public static bool Subtract => false;

    public static bool Weighted => true;
}

/// <summary>sum − x·r.</summary>
internal readonly struct SubtractTile : ITileMode
{
    public static bool Subtract => true;

    public static bool Weighted => false;
}
