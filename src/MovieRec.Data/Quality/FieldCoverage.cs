namespace MovieRec.Data;

/// <summary>How many items lack a metadata field (empty text, empty list or 0).</summary>
/// <param name="Field">Name of the column.</param>
/// <param name="MissingItems">Items without it.</param>
/// <param name="MissingShare">Share of all items.</param>
/// <param name="MissingInteractionShare">Share of the interactions that fall on these items.</param>
public sealed record FieldCoverage(string Field, int MissingItems, double MissingShare, double MissingInteractionShare);
