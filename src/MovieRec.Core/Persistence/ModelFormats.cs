using System.Diagnostics.CodeAnalysis;

namespace MovieRec;

/// <summary>The formats that saving and loading may use, by name. Immutable.</summary>
public sealed class ModelFormats
{
    private readonly IModelFormat[] _formats;

    private ModelFormats(IModelFormat[] formats)
    {
        _formats = formats;
    }

    /// <summary>No formats.</summary>
    public static ModelFormats Empty { get; } = new([]);

    /// <summary>The formats of this library's own models.</summary>
    public static ModelFormats Default { get; } = Empty
        .With(new PopularityModelFormat())
        .With(new AlsModelFormat())
        .With(new EaseModelFormat())
        .With(new SvdModelFormat())
        .With(new ContentModelFormat())
        .With(new HybridModelFormat())
        .With(new ImportedModelFormat())
        .With(new ImportedItemItemFormat())
        .With(new RecommendationPipelineFormat());

    /// <summary>The formats, in the order in which they were added.</summary>
    public IReadOnlyList<IModelFormat> Items => _formats;

    /// <summary>Returns a list with one more format. For writing, formats added later are asked first.</summary>
    /// <param name="format">The format.</param>
    /// <exception cref="ArgumentException">The name is empty or in the list, or the version is below 1.</exception>
    public ModelFormats With(IModelFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (string.IsNullOrEmpty(format.Name) || TryGet(format.Name, out _))
        {
            throw new ArgumentException($"The format name '{format.Name}' is empty or taken; names are unique.", nameof(format));
        }

        return format.Version >= 1
            ? new ModelFormats([.. _formats, format])
            : throw new ArgumentException($"The version of format '{format.Name}' is {format.Version}; versions begin at 1.", nameof(format));
    }

    /// <summary>Looks a format up.</summary>
    /// <param name="name">Name, ordinal.</param>
    /// <param name="format">The format, or null.</param>
    public bool TryGet(string name, [NotNullWhen(true)] out IModelFormat? format)
    {
        format = Array.Find(_formats, f => f.Name == name);
        return format is not null;
    }

    /// <summary>The format that writes a model.</summary>
    internal IModelFormat ForWriting(IRecommender model) =>
        Array.FindLast(_formats, f => f.CanWrite(model))
        ?? throw new NotSupportedException(
            $"No format can write a '{model.Info.Algorithm}' model; known formats: {Describe()}. Add one with {nameof(ModelFormats)}.{nameof(With)}.");

    internal string Describe() => _formats.Length == 0 ? "none" : string.Join(", ", _formats.Select(f => f.Name));
}
