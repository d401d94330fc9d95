namespace MovieRec.Eval;

/// <summary>The vector of an item; an empty span where there is none. Called from several threads.</summary>
/// <param name="itemIndex">Dense item index.</param>
public delegate ReadOnlySpan<float> ItemVectorLookup(int itemIndex);
