namespace MovieRec.Serving;

/// <summary>A file of a published version.</summary>
/// <param name="Name">Name within the version's folder.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Checksum">XxHash128 of all bytes, 32 hexadecimal digits.</param>
public sealed record StoredFile(string Name, long Length, string Checksum);
