namespace MovieRec;

/// <summary>Origin and licences of the training data: the section <c>sources</c>.</summary>
internal static class SourceSection
{
    private const string Name = "sources";

    /// <summary>Four texts of at least four bytes and three single bytes.</summary>
    private const int MinimumSize = 19;

    public static void Add(ModelSectionWriter sections, IReadOnlyList<DataSetInfo> sources) => sections.Add(Name, w =>
    {
        w.WriteInt32(sources.Count);
        foreach (DataSetInfo source in sources)
        {
            w.WriteString(source.Name);
            w.WriteString(source.Source);
            w.WriteString(source.Licence);
            w.WriteString(source.Attribution);
            w.WriteByte(FromAnswer(source.Redistributable));
            w.WriteByte(FromAnswer(source.CommercialUse));
            w.WriteBoolean(source.Simulated);
        }
    });

    public static IReadOnlyList<DataSetInfo> Read(ModelSectionReader sections)
    {
        using SectionReader reader = sections.Open(Name);
        DataSetInfo[] sources = new DataSetInfo[reader.ReadCount(MinimumSize)];
        for (int i = 0; i < sources.Length; i++)
        {
            sources[i] = new DataSetInfo
            {
                Name = reader.ReadString(),
                Source = reader.ReadString(),
                Licence = reader.ReadString(),
                Attribution = reader.ReadString(),
                Redistributable = ReadAnswer(reader),
                CommercialUse = ReadAnswer(reader),
                Simulated = reader.ReadBoolean(),
            };
        }

        reader.ExpectEnd();
        return sources;
    }

    private static byte FromAnswer(bool? answer) => answer switch { null => 0, false => 1, true => 2 };

    private static bool? ReadAnswer(SectionReader reader) => reader.ReadByte() switch
    {
        0 => null,
        1 => false,
        2 => true,
        byte value => throw reader.Error($"an answer is {value}; expected 0 (unknown), 1 (no) or 2 (yes).", reader.Position - 1),
    };
}
