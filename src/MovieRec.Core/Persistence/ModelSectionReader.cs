using System.Runtime.CompilerServices;

namespace MovieRec;

/// <summary>Finds and reads the sections of a model file, behind a prefix.</summary>
/// <remarks>Thread-safe while the file is open. Sections that nobody asks for are ignored.</remarks>
public sealed class ModelSectionReader
{
    private readonly ModelFile _file;

    internal ModelSectionReader(ModelFile file, string prefix)
    {
        _file = file;
        Prefix = prefix;
    }

    /// <summary>What stands before every name: empty, or ending in a slash.</summary>
    public string Prefix { get; }

    /// <summary>The file's path, for messages.</summary>
    public string Path => _file.Path;

    /// <summary>Whether a section is in the file.</summary>
    /// <param name="name">Name behind the prefix.</param>
    public bool Contains(string name) => _file.Find(Prefix + name) is not null;

    /// <summary>Opens a section. Call <see cref="SectionReader.ExpectEnd"/> after the last value.</summary>
    /// <param name="name">Name behind the prefix.</param>
    /// <exception cref="ModelFormatException">The section is missing.</exception>
    public SectionReader Open(string name) => _file.OpenSection(Find(name));

    /// <summary>Reads a section that is one array of bytes.</summary>
    /// <param name="name">Name behind the prefix.</param>
    /// <exception cref="ModelFormatException">The section is missing or too long for one array.</exception>
    public byte[] ReadByteArray(string name) => ReadArray<byte>(name, null);

    /// <summary>Reads a section that is one array of int32.</summary>
    /// <param name="name">Name behind the prefix.</param>
    /// <param name="expectedCount">The number of values it must have; null for any.</param>
    /// <exception cref="ModelFormatException">The section is missing or has another length.</exception>
    public int[] ReadInt32Array(string name, long? expectedCount = null) => ReadArray<int>(name, expectedCount);

    /// <summary>Reads a section that is one array of int64.</summary>
    /// <param name="name">Name behind the prefix.</param>
    /// <param name="expectedCount">The number of values it must have; null for any.</param>
    /// <exception cref="ModelFormatException">The section is missing or has another length.</exception>
    public long[] ReadInt64Array(string name, long? expectedCount = null) => ReadArray<long>(name, expectedCount);

    /// <summary>Reads a section that is one array of floats.</summary>
    /// <param name="name">Name behind the prefix.</param>
    /// <param name="expectedCount">The number of values it must have; null for any.</param>
    /// <exception cref="ModelFormatException">The section is missing, has another length, or a value is NaN or infinite.</exception>
    public float[] ReadSingleArray(string name, long? expectedCount = null)
    {
        float[] values = ReadArray<float>(name, expectedCount);
        int bad = FiniteCheck.IndexOfNonFinite<float>(values);
        return bad < 0 ? values : throw Error(name, $"value {bad} is {values[bad]}; expected a finite number.", (long)bad * sizeof(float));
    }

    /// <summary>Reads a section that is one array of doubles.</summary>
    /// <param name="name">Name behind the prefix.</param>
    /// <param name="expectedCount">The number of values it must have; null for any.</param>
    /// <exception cref="ModelFormatException">The section is missing, has another length, or a value is NaN or infinite.</exception>
    public double[] ReadDoubleArray(string name, long? expectedCount = null)
    {
        double[] values = ReadArray<double>(name, expectedCount);
        int bad = FiniteCheck.IndexOfNonFinite<double>(values);
        return bad < 0 ? values : throw Error(name, $"value {bad} is {values[bad]}; expected a finite number.", (long)bad * sizeof(double));
    }

    /// <summary>Reads texts from the sections <c>name.starts</c> and <c>name.utf8</c>.</summary>
    /// <param name="name">Name behind the prefix, without the endings.</param>
    /// <param name="expectedCount">The number of texts it must have; null for any.</param>
    /// <exception cref="ModelFormatException">A section is missing, offsets do not ascend to its end, or a text is not valid UTF-8.</exception>
    public string[] ReadStringArray(string name, int? expectedCount = null)
    {
        string startsName = name + ".starts";
        long[] starts = ReadInt64Array(startsName, expectedCount + 1L);
        using SectionReader reader = Open(name + ".utf8");
        if (starts.Length == 0 || starts[0] != 0)
        {
            throw Error(startsName, "the first offset is missing or not 0.", 0);
        }

        for (int i = 1; i < starts.Length; i++)
        {
            if (starts[i] < starts[i - 1] || starts[i] > reader.Length)
            {
                throw Error(
                    startsName,
                    $"offset {i} is {starts[i]}; offsets ascend from {starts[i - 1]} to the {reader.Length} bytes of the texts.",
                    (long)i * sizeof(long));
            }
        }

        if (starts[^1] != reader.Length)
        {
            throw Error(
                startsName, $"the last offset is {starts[^1]}, but the texts have {reader.Length} bytes.", (starts.Length - 1L) * sizeof(long));
        }

        string[] texts = new string[starts.Length - 1];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.ReadUtf8(starts[i + 1] - starts[i]);
        }

        reader.ExpectEnd();
        return texts;
    }

    /// <summary>Reads the section <c>options</c>; empty when there is none.</summary>
    /// <exception cref="ModelFormatException">The section is damaged.</exception>
    public OptionBag ReadOptions() => Contains(OptionBag.SectionName) ? OptionBag.Read(this) : OptionBag.Empty;

    /// <summary>Reads a model that <see cref="ModelSectionWriter.AddModel"/> stored under a prefix.</summary>
    /// <param name="prefix">Prefix without the slash, such as <c>part0</c>.</param>
    /// <param name="context">What the enclosing model was given.</param>
    /// <exception cref="ModelFormatException">A section is missing or wrong, or no format of that name is known.</exception>
    public IRecommender ReadModel(string prefix, ModelReadContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ModelSections.Read(Nested(prefix), context.Formats, context.Histories, context.Catalog);
    }

    /// <summary>A reader whose names are put behind a prefix and a slash.</summary>
    /// <param name="prefix">Prefix without the slash.</param>
    public ModelSectionReader Nested(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return new ModelSectionReader(_file, $"{Prefix}{prefix}/");
    }

    /// <summary>Makes the exception for contents that cannot be right; the caller throws it.</summary>
    /// <param name="name">Name of the section behind the prefix.</param>
    /// <param name="reason">What is wrong and what was expected.</param>
    /// <param name="position">Byte position within the section; null means its beginning.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ModelFormatException Error(string name, string reason, long? position = null, Exception? innerException = null) =>
        new(Path, Prefix + name, _file.Find(Prefix + name)?.Offset + (position ?? 0), reason, innerException);

    private T[] ReadArray<T>(string name, long? expectedCount)
        where T : unmanaged
    {
        ModelSectionInfo section = Find(name);
        int size = Unsafe.SizeOf<T>();
        if (section.Length % size != 0)
        {
            throw Error(name, $"the section has {section.Length} bytes; expected a multiple of {size}.", 0);
        }

        long count = section.Length / size;
        if (expectedCount is not null && count != expectedCount)
        {
            throw Error(name, $"the section has {count} values; expected {expectedCount}.", 0);
        }

        using SectionReader reader = _file.OpenSection(section);
        T[] values = reader.ReadArray<T>(count);
        reader.ExpectEnd();
        return values;
    }

    private ModelSectionInfo Find(string name) =>
        _file.Find(Prefix + name) ?? throw new ModelFormatException(Path, Prefix + name, null, "the section is missing.");
}
