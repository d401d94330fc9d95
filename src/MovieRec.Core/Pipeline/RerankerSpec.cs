using System.Globalization;

namespace MovieRec;

/// <summary>A re-ranker of this library by name and strength, such as <c>mmr=0.3</c>: what options and model files hold.</summary>
public sealed record RerankerSpec
{
    private RerankerSpec(string name, float strength)
    {
        Name = name;
        Strength = strength;
    }

    /// <summary>
    /// Every name: <c>mmr</c> and <c>dpp</c> compare genres, <c>mmr-vectors</c> and <c>dpp-vectors</c> the model's item vectors;
    /// <c>calibrated</c>, <c>popularity</c>.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } = ["mmr", "mmr-vectors", "dpp", "dpp-vectors", "calibrated", "popularity"];

    /// <summary>One of <see cref="Names"/>.</summary>
    public string Name { get; }

    /// <summary>0 … 1.</summary>
    public float Strength { get; }

    internal bool ComparesVectors => Name.EndsWith("-vectors", StringComparison.Ordinal);

    /// <summary>Names a re-ranker.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="strength">0 … 1.</param>
    /// <exception cref="ArgumentException">There is no such name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The strength is outside 0 … 1.</exception>
    public static RerankerSpec Create(string name, float strength)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Names.Contains(name))
        {
            throw new ArgumentException($"There is no re-ranker '{name}'; there are {string.Join(", ", Names)}.", nameof(name));
        }

        return new RerankerSpec(name, RerankGuard.CheckStrength(strength, nameof(strength)));
    }

    /// <summary>Reads <c>NAME=STRENGTH</c>.</summary>
    /// <param name="text">Such as <c>mmr=0.3</c>.</param>
    /// <exception cref="FormatException">The text is something else; the message says what was expected.</exception>
    public static RerankerSpec Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? text : text[..equals];
        if (equals < 0
            || !Names.Contains(name)
            || !float.TryParse(text.AsSpan(equals + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out float strength)
            || strength is not (>= 0 and <= 1))
        {
            throw new FormatException($"Re-ranker '{text}': expected NAME=STRENGTH with a strength in 0 … 1 and NAME one of {string.Join(", ", Names)}.");
        }

        return new RerankerSpec(name, strength);
    }

    /// <summary>Makes the re-ranker.</summary>
    /// <param name="model">The model whose lists it re-ranks; asked for its vectors by the names that compare them.</param>
    /// <param name="catalog">Genres by item index; null for none.</param>
    /// <param name="liked">What users liked in the training data; null for none.</param>
    /// <exception cref="NotSupportedException">The model has no vectors, there are no genres, or no histories, and the name needs them.</exception>
    public IAdjustableReranker Create(IRecommender model, MovieCatalog? catalog, InteractionMatrix? liked)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Name switch
        {
            "mmr" => new MmrReranker(ItemFeatures.FromGenres(Genres(catalog)), Strength),
            "mmr-vectors" => new MmrReranker(ItemFeatures.FromVectors(Vectors(model)), Strength),
            "dpp" => new DppReranker(ItemFeatures.FromGenres(Genres(catalog)), Strength),
            "dpp-vectors" => new DppReranker(ItemFeatures.FromVectors(Vectors(model)), Strength),
            "calibrated" => new CalibratedReranker(Genres(catalog), Liked(liked), Strength),
            _ => new PopularityDampingReranker(Liked(liked), Strength),
        };
    }

    /// <summary><c>NAME=STRENGTH</c>, as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}={Strength}");

    private MovieCatalog Genres(MovieCatalog? catalog) => catalog is { GenreNames.Count: > 0 }
        ? catalog
        : throw new NotSupportedException($"The re-ranker '{Name}' compares genres, and the catalogue has none.");

    private InteractionMatrix Liked(InteractionMatrix? liked) => liked
        ?? throw new NotSupportedException($"The re-ranker '{Name}' needs what users liked in the training data.");

    private IVectorRecommender Vectors(IRecommender model) => model.GetService<IVectorRecommender>()
        ?? throw new NotSupportedException($"The re-ranker '{Name}' compares item vectors, and the model '{model.Info.Algorithm}' has none.");
}
