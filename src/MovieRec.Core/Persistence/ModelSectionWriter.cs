namespace MovieRec;

/// <summary>Collects the sections of a model file. Each has a name that occurs once in the file.</summary>
/// <remarks>
/// Contents are written later, in the order in which the sections were added: keep what the callbacks and memories
/// refer to unchanged until the file is written. Not thread-safe.
/// </remarks>
public sealed class ModelSectionWriter
{
    private readonly List<Section> _sections;
    private readonly HashSet<string> _names;
    private readonly string _prefix;

    internal ModelSectionWriter(ModelFormats formats)
        : this(formats, [], new HashSet<string>(StringComparer.Ordinal), "")
    {
    }

    private ModelSectionWriter(ModelFormats formats, List<Section> sections, HashSet<string> names, string prefix)
    {
        Formats = formats;
        _sections = sections;
        _names = names;
        _prefix = prefix;
    }

    internal ModelFormats Formats { get; }

    internal IReadOnlyList<Section> All => _sections;

    /// <summary>Adds a section that a callback writes.</summary>
    /// <param name="name">Name, behind this writer's prefix at most 47 bytes of UTF-8.</param>
    /// <param name="write">Writes the contents; called once, when the file is written.</param>
    /// <exception cref="ArgumentException">The name is empty, too long, has control characters, or occurs twice.</exception>
    public void Add(string name, Action<SectionWriter> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(write);
        string full = _prefix + name;
        string? problem = ContainerLayout.NameProblem(full);
        if (problem is not null)
        {
            throw new ArgumentException(problem + ".", nameof(name));
        }

        if (_sections.Count == ContainerLayout.MaximumSectionCount)
        {
            throw new ArgumentException($"A model file holds at most {ContainerLayout.MaximumSectionCount} sections.", nameof(name));
        }

        if (!_names.Add(full))
        {
            throw new ArgumentException($"The section '{full}' was added before.", nameof(name));
        }

        _sections.Add(new Section(full, write));
    }

    /// <summary>Adds a section that is one array of bytes.</summary>
    /// <param name="name">Name.</param>
    /// <param name="values">The values.</param>
    public void AddByteArray(string name, ReadOnlyMemory<byte> values) => Add(name, w => w.Write(values.Span));

    /// <summary>Adds a section that is one array of int32.</summary>
    /// <param name="name">Name.</param>
    /// <param name="values">The values.</param>
    public void AddInt32Array(string name, ReadOnlyMemory<int> values) => Add(name, w => w.Write(values.Span));

    /// <summary>Adds a section that is one array of int64.</summary>
    /// <param name="name">Name.</param>
    /// <param name="values">The values.</param>
    public void AddInt64Array(string name, ReadOnlyMemory<long> values) => Add(name, w => w.Write(values.Span));

    /// <summary>Adds a section that is one array of floats.</summary>
    /// <param name="name">Name.</param>
    /// <param name="values">The values, each finite.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public void AddSingleArray(string name, ReadOnlyMemory<float> values)
    {
        int bad = FiniteCheck.IndexOfNonFinite(values.Span);
        if (bad >= 0)
        {
            throw new ArgumentException($"Value {bad} of section '{_prefix}{name}' is {values.Span[bad]}; a model holds finite numbers.", nameof(values));
        }

        Add(name, w => w.Write(values.Span));
    }

    /// <summary>Adds a section that is one array of doubles.</summary>
    /// <param name="name">Name.</param>
    /// <param name="values">The values, each finite.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public void AddDoubleArray(string name, ReadOnlyMemory<double> values)
    {
        int bad = FiniteCheck.IndexOfNonFinite(values.Span);
        if (bad >= 0)
        {
            throw new ArgumentException($"Value {bad} of section '{_prefix}{name}' is {values.Span[bad]}; a model holds finite numbers.", nameof(values));
        }

        Add(name, w => w.Write(values.Span));
    }

    /// <summary>Adds texts as two sections: <c>name.starts</c> (int64, one more than texts) and <c>name.utf8</c>.</summary>
    /// <param name="name">Name, without the endings.</param>
    /// <param name="values">The texts.</param>
    /// <exception cref="ArgumentException">A text has an unpaired surrogate or takes more than 256 MB.</exception>
    public void AddStringArray(string name, IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        AddStrings(name, values.Count, i => values[i]);
    }

    /// <summary>Adds the section <c>options</c>: what the model was trained with, for people and tools to read.</summary>
    /// <param name="options">Names and values.</param>
    public void AddOptions(OptionBag options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Add(OptionBag.SectionName, options.Write);
    }

    /// <summary>Adds another model under a prefix: how a composite model stores its parts.</summary>
    /// <param name="prefix">Prefix without the slash, such as <c>part0</c>.</param>
    /// <param name="model">The part.</param>
    /// <exception cref="NotSupportedException">No format can write this model.</exception>
    public void AddModel(string prefix, IRecommender model)
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelSections.Add(Nested(prefix), model);
    }

    /// <summary>A writer whose names are put behind a prefix and a slash.</summary>
    /// <param name="prefix">Prefix without the slash.</param>
    public ModelSectionWriter Nested(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return new ModelSectionWriter(Formats, _sections, _names, $"{_prefix}{prefix}/");
    }

    internal void AddStrings(string name, int count, Func<int, string> text)
    {
        long[] starts = new long[count + 1];
        for (int i = 0; i < count; i++)
        {
            try
            {
                starts[i + 1] = starts[i] + SectionWriter.Utf8Length(text(i));
            }
            catch (ArgumentException e)
            {
                throw new ArgumentException($"Text {i} of '{_prefix}{name}' cannot be stored: {e.Message}", nameof(text), e);
            }
        }

        AddInt64Array(name + ".starts", starts);
        Add(name + ".utf8", w =>
        {
            for (int i = 0; i < count; i++)
            {
                w.WriteUtf8(text(i));
            }
        });
    }

    internal sealed record Section(string Name, Action<SectionWriter> Write);
}
