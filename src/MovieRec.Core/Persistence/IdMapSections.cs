using System.Runtime.CompilerServices;

namespace MovieRec;

/// <summary>
/// An id map: <c>NAME.ids</c>, int32 or int64 values, or 16 bytes for each Guid in the order of its text form; strings
/// as <c>NAME.ids.starts</c> and <c>NAME.ids.utf8</c>. In index order, since appended maps are not sorted.
/// </summary>
internal static class IdMapSections
{
    private const int GuidSize = 16;

    public static void Add<TId>(ModelSectionWriter sections, string name, IdMap<TId> map)
        where TId : notnull
    {
        string section = name + ".ids";
        switch (map)
        {
            case IdMap<int> ints:
                sections.Add(section, w => w.Write(ints.Ids));
                break;
            case IdMap<long> longs:
                sections.Add(section, w => w.Write(longs.Ids));
                break;
            case IdMap<string> texts:
                sections.AddStrings(section, texts.Count, i => texts[i]);
                break;
            case IdMap<Guid> guids:
                sections.Add(section, w => WriteGuids(w, guids.Ids));
                break;
            default:
                throw new NotSupportedException($"Ids of type {typeof(TId).Name} cannot be stored.");
        }
    }

    public static IdMap<TId> Read<TId>(ModelSectionReader sections, string name, int count)
        where TId : notnull
    {
        string section = name + ".ids";
        TId[] ids = IdMap<TId>.Kind switch
        {
            IdKind.Int32 => As<int, TId>(sections.ReadInt32Array(section, count)),
            IdKind.Int64 => As<long, TId>(sections.ReadInt64Array(section, count)),
            IdKind.String => As<string, TId>(sections.ReadStringArray(section, count)),
            _ => As<Guid, TId>(ReadGuids(sections, section, count)),
        };
        try
        {
            return IdMap<TId>.FromIndexOrder(ids);
        }
        catch (ArgumentException e)
        {
            throw sections.Error(IdMap<TId>.Kind == IdKind.String ? section + ".utf8" : section, e.Message, null, e);
        }
    }

    private static TId[] As<T, TId>(T[] ids) => Unsafe.As<T[], TId[]>(ref ids);

    private static void WriteGuids(SectionWriter writer, ReadOnlySpan<Guid> ids)
    {
        Span<byte> bytes = stackalloc byte[GuidSize];
        foreach (Guid id in ids)
        {
            id.TryWriteBytes(bytes, bigEndian: true, out _);
            writer.Write(bytes);
        }
    }

    private static Guid[] ReadGuids(ModelSectionReader sections, string section, int count)
    {
        using SectionReader reader = sections.Open(section);
        if (reader.Length != (long)count * GuidSize)
        {
            throw reader.Error($"the section has {reader.Length} bytes; {count} ids of {GuidSize} bytes were expected.", 0);
        }

        Guid[] ids = new Guid[count];
        Span<byte> bytes = stackalloc byte[GuidSize];
        for (int i = 0; i < count; i++)
        {
            reader.Read(bytes);
            ids[i] = new Guid(bytes, bigEndian: true);
        }

        reader.ExpectEnd();
        return ids;
    }
}
