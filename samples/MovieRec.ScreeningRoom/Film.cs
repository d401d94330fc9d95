namespace MovieRec.ScreeningRoom;

/// <summary>One film of the catalogue with its standing among viewers.</summary>
/// <param name="Id">Item id.</param>
/// <param name="Metadata">The facts.</param>
/// <param name="Fame">1 (known to few) to 9 (known to everybody), set by hand.</param>
/// <param name="Quality">1 to 9, set by hand: what viewers of any taste add to or take from their rating.</param>
internal sealed record Film(long Id, MovieMetadata Metadata, int Fame, int Quality);
