namespace MovieRec.Ann;

/// <summary>What every index file begins with.</summary>
internal readonly record struct IndexHead(string Backend, Similarity Similarity, int Count, int Dimensions, int DefaultEffort)
{
    public const string Name = "head";
    private const int Version = 1;

    /// <summary>Far above any real vector; keeps sizes of a hostile file within 64 bits.</summary>
    private const int MaximumDimensions = 1 << 16;

    public void Write(ModelSectionWriter sections)
    {
        IndexHead head = this;
        sections.Add(Name, w =>
        {
            w.WriteString(head.Backend);
            w.WriteInt32(Version);
            w.WriteByte((byte)head.Similarity);
            w.WriteInt32(head.Count);
            w.WriteInt32(head.Dimensions);
            w.WriteInt32(head.DefaultEffort);
        });
    }

    public static IndexHead Read(ModelSectionReader sections)
    {
        using SectionReader reader = sections.Open(Name);
        string backend = reader.ReadString();
        int version = reader.ReadInt32();
        Similarity similarity = (Similarity)reader.ReadByte();
        IndexHead head = new(backend, similarity, reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        reader.ExpectEnd();
        string? problem =
            version != Version ? $"the index has version {version}; this library reads version {Version}." :
            !Enum.IsDefined(similarity) ? $"the similarity is {(int)similarity}; expected 0, 1 or 2." :
            head.Count < 0 || head.Dimensions is < 1 or > MaximumDimensions || head.DefaultEffort < 0
                ? $"{head.Count} vectors of {head.Dimensions} floats with effort {head.DefaultEffort}; expected counts ≥ 0 and 1 … {MaximumDimensions} floats." :
            null;
        return problem is null ? head : throw sections.Error(Name, problem);
    }
}
