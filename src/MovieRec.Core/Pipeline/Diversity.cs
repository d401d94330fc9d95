namespace MovieRec;

/// <summary>
/// The one diversity setting of applications, d in 0 … 1, and what it means: 0 is the model's own list, bit for bit; above it
/// a determinantal point process (<see cref="DppReranker"/>) of strength d² over genres, or over the model's item vectors
/// where the catalogue has no genres. The square makes room where the price is low: up to 0.3 diversity costs next to nothing.
/// </summary>
/// <remarks>docs/pipeline.md says what each setting costs in accuracy, and why this re-ranker is the default.</remarks>
public static class Diversity
{
    /// <summary>The strength of the re-ranker for a setting d: d².</summary>
    /// <param name="diversity">The setting, 0 … 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The setting is outside 0 … 1.</exception>
    public static float ToStrength(float diversity) => RerankGuard.CheckStrength(diversity, nameof(diversity)) * diversity;

    /// <summary>The re-ranker for a setting.</summary>
    /// <param name="diversity">The setting, 0 … 1.</param>
    /// <param name="model">The model whose lists are re-ranked.</param>
    /// <param name="catalog">Genres by item index; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The setting is outside 0 … 1.</exception>
    /// <exception cref="NotSupportedException">There are neither genres nor item vectors to compare movies by.</exception>
    public static RerankerSpec ToReranker(float diversity, IRecommender model, MovieCatalog? catalog)
    {
        ArgumentNullException.ThrowIfNull(model);
        float strength = ToStrength(diversity);
        string name = NameFor(model, catalog)
            ?? throw new NotSupportedException(
                $"Diversity needs something to compare movies by: the catalogue has no genres, and the model '{model.Info.Algorithm}' no item vectors.");
        return RerankerSpec.Create(name, strength);
    }

    internal static string? NameFor(IRecommender model, MovieCatalog? catalog) =>
        catalog is { GenreNames.Count: > 0 } ? "dpp"
        : model.GetService<IVectorRecommender>() is not null ? "dpp-vectors"
        : null;
}
