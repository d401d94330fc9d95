using System.Globalization;

namespace MovieRec;

/// <summary>Options of <see cref="ContentTrainer"/> and <see cref="ContentEmbedder"/>. docs/content.md says where each default comes from.</summary>
public sealed record ContentOptions
{
    /// <summary>Length of the vectors, 1 … 1024. Default 256.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Dimensions
    {
        get;
        init => field = Within(value, 1, 1024, nameof(Dimensions));
    } = 256;

    /// <summary>Weight of the title's words, ≥ 0; 0 leaves the field out. Default 0.5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double TitleWeight
    {
        get;
        init => field = Weight(value, nameof(TitleWeight));
    } = 0.5;

    /// <summary>Weight of the genres, ≥ 0. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double GenreWeight
    {
        get;
        init => field = Weight(value, nameof(GenreWeight));
    } = 1;

    /// <summary>Weight of the plot's words, ≥ 0. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double PlotWeight
    {
        get;
        init => field = Weight(value, nameof(PlotWeight));
    } = 1;

    /// <summary>Weight of the keywords, ≥ 0. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double KeywordWeight
    {
        get;
        init => field = Weight(value, nameof(KeywordWeight));
    } = 1;

    /// <summary>Weight of the directors, ≥ 0. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double DirectorWeight
    {
        get;
        init => field = Weight(value, nameof(DirectorWeight));
    } = 1;

    /// <summary>Weight of the cast, ≥ 0. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double CastWeight
    {
        get;
        init => field = Weight(value, nameof(CastWeight));
    } = 1;

    /// <summary>Weight of the year, ≥ 0. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double YearWeight
    {
        get;
        init => field = Weight(value, nameof(YearWeight));
    } = 1;

    /// <summary>Weight of the original language, ≥ 0. Default 0.3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double LanguageWeight
    {
        get;
        init => field = Weight(value, nameof(LanguageWeight));
    } = 0.3;

    /// <summary>BM25's k₁ ≥ 0: how much a repeated word adds; 0 counts presence only. Default 1.2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double TermSaturation
    {
        get;
        init => field = Weight(value, nameof(TermSaturation));
    } = 1.2;

    /// <summary>BM25's b in 0 … 1: how much a long field discounts its words. Default 0.75.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 … 1.</exception>
    public double LengthNormalization
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "LengthNormalization must be in 0 … 1.");
    } = 0.75;

    /// <summary>
    /// e in 0 … 1: a vector has the length that its features have, to the power e. 0 makes all vectors unit length, so that
    /// scores are mean cosines; above 0 a movie with more metadata counts more. Default 0.5.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 … 1.</exception>
    public double EvidenceExponent
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "EvidenceExponent must be in 0 … 1.");
    } = 0.5;

    /// <summary>Movies that a term must occur in, 1 … 1000; rarer ones relate nothing. Default 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MinimumDocumentFrequency
    {
        get;
        init => field = Within(value, 1, 1000, nameof(MinimumDocumentFrequency));
    } = 2;

    /// <summary>Power iterations of the decomposition, 0 … 100. Default 3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int PowerIterations
    {
        get;
        init => field = Within(value, 0, 100, nameof(PowerIterations));
    } = 3;

    /// <summary>Seed of the decomposition's random start. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads; −1 uses every core. The result does not depend on it. Default −1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0 or below −1.</exception>
    public int MaxDegreeOfParallelism
    {
        get;
        init => field = value is -1 or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxDegreeOfParallelism must be −1 or at least 1.");
    } = -1;

    /// <summary>The weight of a field.</summary>
    /// <param name="field">The field.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such field.</exception>
    public double GetWeight(ContentField field) => field switch
    {
        ContentField.Title => TitleWeight,
        ContentField.Genres => GenreWeight,
        ContentField.Plot => PlotWeight,
        ContentField.Keywords => KeywordWeight,
        ContentField.Directors => DirectorWeight,
        ContentField.Cast => CastWeight,
        ContentField.Year => YearWeight,
        ContentField.Language => LanguageWeight,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "There is no such field."),
    };

    /// <summary>What determines the result, by name, in a fixed order.</summary>
    internal IReadOnlyList<ModelOption> ToValues() =>
    [
        new(nameof(Dimensions), Dimensions.ToString(CultureInfo.InvariantCulture)),
        Number(nameof(TitleWeight), TitleWeight),
        Number(nameof(GenreWeight), GenreWeight),
        Number(nameof(PlotWeight), PlotWeight),
        Number(nameof(KeywordWeight), KeywordWeight),
        Number(nameof(DirectorWeight), DirectorWeight),
        Number(nameof(CastWeight), CastWeight),
        Number(nameof(YearWeight), YearWeight),
        Number(nameof(LanguageWeight), LanguageWeight),
        Number(nameof(TermSaturation), TermSaturation),
        Number(nameof(LengthNormalization), LengthNormalization),
        Number(nameof(EvidenceExponent), EvidenceExponent),
        new(nameof(MinimumDocumentFrequency), MinimumDocumentFrequency.ToString(CultureInfo.InvariantCulture)),
        new(nameof(PowerIterations), PowerIterations.ToString(CultureInfo.InvariantCulture)),
        new(nameof(Seed), Seed.ToString(CultureInfo.InvariantCulture)),
    ];

    private static ModelOption Number(string name, double value) => new(name, value.ToString("R", CultureInfo.InvariantCulture));

    private static int Within(int value, int low, int high, string name) => value >= low && value <= high
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"{name} must be in {low} … {high}.");

    private static double Weight(double value, string name) => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"{name} must be a finite number, at least 0.");
}
