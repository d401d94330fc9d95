namespace MovieRec.Cli.Models;

/// <summary>Options of the content model by <c>--set content.Option=Value</c>.</summary>
internal static class ContentSettings
{
    public static string[] Names { get; } =
    [
        "Dimensions", "TitleWeight", "GenreWeight", "PlotWeight", "KeywordWeight", "DirectorWeight", "CastWeight", "YearWeight", "LanguageWeight",
        "TermSaturation", "LengthNormalization", "EvidenceExponent", "SpectralDamping", "MinimumDocumentFrequency", "PowerIterations", "Seed",
        "MaxDegreeOfParallelism",
    ];

    public static ContentTrainer Create(ModelSettings settings, int seed)
    {
        ContentOptions defaults = new();
        return new ContentTrainer(ModelSettings.Apply("content", () => new ContentOptions
        {
            Dimensions = settings.Integer("content.Dimensions", defaults.Dimensions),
            TitleWeight = settings.Number("content.TitleWeight", defaults.TitleWeight),
            GenreWeight = settings.Number("content.GenreWeight", defaults.GenreWeight),
            PlotWeight = settings.Number("content.PlotWeight", defaults.PlotWeight),
            KeywordWeight = settings.Number("content.KeywordWeight", defaults.KeywordWeight),
            DirectorWeight = settings.Number("content.DirectorWeight", defaults.DirectorWeight),
            CastWeight = settings.Number("content.CastWeight", defaults.CastWeight),
            YearWeight = settings.Number("content.YearWeight", defaults.YearWeight),
            LanguageWeight = settings.Number("content.LanguageWeight", defaults.LanguageWeight),
            TermSaturation = settings.Number("content.TermSaturation", defaults.TermSaturation),
            LengthNormalization = settings.Number("content.LengthNormalization", defaults.LengthNormalization),
            EvidenceExponent = settings.Number("content.EvidenceExponent", defaults.EvidenceExponent),
            SpectralDamping = settings.Number("content.SpectralDamping", defaults.SpectralDamping),
            MinimumDocumentFrequency = settings.Integer("content.MinimumDocumentFrequency", defaults.MinimumDocumentFrequency),
            PowerIterations = settings.Integer("content.PowerIterations", defaults.PowerIterations),
            Seed = settings.Integer("content.Seed", seed),
            MaxDegreeOfParallelism = settings.Integer("content.MaxDegreeOfParallelism", defaults.MaxDegreeOfParallelism),
        }));
    }
}
