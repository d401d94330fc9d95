namespace MovieRec;

/// <summary>The section <c>bundle</c>: which parts a file has and how large the index spaces are.</summary>
internal readonly record struct BundleHead(
    IdKind UserIdKind, IdKind ItemIdKind, HistoryKind History, bool HasFallback, int UserCount, int ItemCount)
{
    public const string Name = "bundle";
    private const int Version = 1;

    public void Write(SectionWriter writer)
    {
        writer.WriteInt32(Version);
        writer.WriteByte((byte)UserIdKind);
        writer.WriteByte((byte)ItemIdKind);
        writer.WriteByte((byte)History);
        writer.WriteBoolean(HasFallback);
        writer.WriteInt32(UserCount);
        writer.WriteInt32(ItemCount);
    }

    public static BundleHead Read(ModelSectionReader sections)
    {
        using SectionReader reader = sections.Open(Name);
        int version = reader.ReadInt32();
        if (version != Version)
        {
            throw reader.Error($"the bundle has version {version}; this library reads version {Version}.", 0);
        }

        BundleHead head = new(
            ReadIdKind(reader), ReadIdKind(reader), ReadHistoryKind(reader), reader.ReadBoolean(), ReadSize(reader), ReadSize(reader));
        reader.ExpectEnd();
        return head;
    }

    private static IdKind ReadIdKind(SectionReader reader)
    {
        IdKind kind = (IdKind)reader.ReadByte();
        return kind is IdKind.Int32 or IdKind.Int64 or IdKind.String or IdKind.Guid
            ? kind
            : throw reader.Error($"an id kind is {(byte)kind}; expected 1 (int32), 2 (int64), 3 (string) or 4 (Guid).", reader.Position - 1);
    }

    private static HistoryKind ReadHistoryKind(SectionReader reader)
    {
        HistoryKind kind = (HistoryKind)reader.ReadByte();
        return kind is HistoryKind.None or HistoryKind.Shared or HistoryKind.Separate
            ? kind
            : throw reader.Error($"the kind of history is {(byte)kind}; expected 0 (none), 1 (seen = liked) or 2 (both).", reader.Position - 1);
    }

    private static int ReadSize(SectionReader reader)
    {
        int size = reader.ReadInt32();
        return size >= 0 && size < Array.MaxLength
            ? size
            : throw reader.Error($"a count is {size}; expected 0 … {Array.MaxLength - 1}.", reader.Position - sizeof(int));
    }
}
