namespace MovieRec.Data;

/// <summary>One row of a rejects file.</summary>
/// <param name="Line">Physical line of the source where the row begins, counted from 1.</param>
/// <param name="Reason">Why it was rejected, and in which column.</param>
/// <param name="Bytes">The row exactly as it stood in the source, its line end included.</param>
public sealed record RejectedRow(long Line, string Reason, ReadOnlyMemory<byte> Bytes);
