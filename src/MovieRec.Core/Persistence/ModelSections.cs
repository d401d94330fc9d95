namespace MovieRec;

/// <summary>
/// One model under one prefix: <c>format</c> (name, version), <c>info</c>, then what its format adds. Composite models
/// nest further models the same way.
/// </summary>
internal static class ModelSections
{
    private const string FormatSection = "format";
    private const string InfoSection = "info";

    public static void Add(ModelSectionWriter sections, IRecommender model)
    {
        IModelFormat format = sections.Formats.ForWriting(model);
        sections.Add(FormatSection, w =>
        {
            w.WriteString(format.Name);
            w.WriteInt32(format.Version);
        });
        RecommenderInfo info = model.Info;
        sections.Add(InfoSection, w =>
        {
            w.WriteString(info.Algorithm);
            w.WriteInt32(info.UserCount);
            w.WriteInt32(info.ItemCount);
            w.WriteInt64(info.InteractionCount);
            w.WriteString(info.DataFingerprint);
            w.WriteBoolean(info.IsPersonalized);
            w.WriteByte((byte)info.Order);
        });
        format.Write(model, sections);
    }

    public static IRecommender Read(ModelSectionReader sections, ModelFormats formats, UserHistories histories, MovieCatalog catalog)
    {
        string name = ReadFormat(sections, out int version);
        if (!formats.TryGet(name, out IModelFormat? format))
        {
            throw sections.Error(FormatSection, $"the model has the format '{name}'; known formats: {formats.Describe()}.", 0);
        }

        if (version > format.Version)
        {
            throw sections.Error(FormatSection, $"the model has version {version} of the format '{name}'; this library reads up to {format.Version}.");
        }

        RecommenderInfo info = ReadInfo(sections);
        if (info.UserCount > histories.UserCount || info.ItemCount > histories.ItemCount)
        {
            throw sections.Error(
                InfoSection,
                $"the model covers {info.UserCount} users and {info.ItemCount} items; the file has {histories.UserCount} and {histories.ItemCount}.");
        }

        IRecommender model = Read(format, sections, new ModelReadContext(formats, histories, catalog, info, version));
        // The options are the format's own section; the rest of the description must come back as it was.
        return model.Info with { OptionValues = [] } == info
            ? model
            : throw sections.Error(InfoSection, $"the format '{name}' rebuilt a model that describes itself differently: {model.Info} instead of {info}.");
    }

    public static string ReadFormat(ModelSectionReader sections, out int version)
    {
        using SectionReader reader = sections.Open(FormatSection);
        string name = reader.ReadString();
        long at = reader.Position;
        version = reader.ReadInt32();
        if (version < 1)
        {
            throw reader.Error($"the version is {version}; versions begin at 1.", at);
        }

        reader.ExpectEnd();
        return name;
    }

    public static RecommenderInfo ReadInfo(ModelSectionReader sections)
    {
        using SectionReader reader = sections.Open(InfoSection);
        RecommenderInfo info = new()
        {
            Algorithm = reader.ReadString(),
            UserCount = reader.ReadInt32(),
            ItemCount = reader.ReadInt32(),
            InteractionCount = reader.ReadInt64(),
            DataFingerprint = reader.ReadString(),
            IsPersonalized = reader.ReadBoolean(),
            Order = (ResultOrder)reader.ReadByte(),
        };
        reader.ExpectEnd();
        if (info.Algorithm.Length == 0 || info.UserCount < 0 || info.ItemCount < 0 || info.InteractionCount < 0)
        {
            throw reader.Error($"an algorithm name and counts ≥ 0 were expected, not {info}.", 0);
        }

        return info.Order is ResultOrder.ByScore or ResultOrder.Reranked
            ? info
            : throw reader.Error($"the order is {(int)info.Order}; expected 0 or 1.", reader.Length - 1);
    }

    private static IRecommender Read(IModelFormat format, ModelSectionReader sections, ModelReadContext context)
    {
        try
        {
            return format.Read(sections, context)
                ?? throw new InvalidOperationException("The format returned null.");
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException or FormatException or IndexOutOfRangeException
            or InvalidOperationException or KeyNotFoundException or InvalidCastException or NullReferenceException or NotSupportedException)
        {
            throw sections.Error(FormatSection, $"the format '{format.Name}' could not rebuild the model: {e.Message}", null, e);
        }
    }
}
