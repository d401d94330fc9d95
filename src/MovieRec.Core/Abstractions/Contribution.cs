namespace MovieRec;

/// <summary>The part of a score that one item of the history caused.</summary>
/// <param name="ItemIndex">Dense index of the history item.</param>
/// <param name="Value">Its contribution; may be negative.</param>
public readonly record struct Contribution(int ItemIndex, float Value);
