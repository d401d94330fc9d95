namespace MovieRec;

/// <summary>One line of a model file's section table.</summary>
public sealed class ModelSectionInfo
{
    internal ModelSectionInfo(string name, long offset, long length, UInt128 checksum)
    {
        Name = name;
        Offset = offset;
        Length = length;
        Checksum = checksum;
    }

    /// <summary>Full name, such as <c>model/items</c>.</summary>
    public string Name { get; }

    /// <summary>Byte offset in the file, a multiple of 64.</summary>
    public long Offset { get; }

    /// <summary>Length in bytes, without padding.</summary>
    public long Length { get; }

    internal UInt128 Checksum { get; }
}
