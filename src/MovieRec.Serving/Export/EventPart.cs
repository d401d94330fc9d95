namespace MovieRec.Serving;

/// <summary>One exported file of events.</summary>
/// <param name="File">Name, length and checksum.</param>
/// <param name="Rows">Number of events.</param>
public sealed record EventPart(StoredFile File, long Rows);
