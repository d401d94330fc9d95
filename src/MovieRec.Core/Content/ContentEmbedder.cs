using System.Numerics.Tensors;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Makes dense vectors of movies from their metadata: weighted terms of every field (BM25), reduced by a randomised truncated
/// SVD (latent semantic analysis, Deerwester et al. 1990), the frequent directions damped, so that what most movies share
/// does not decide what is alike. Deterministic; no interaction is looked at.
/// </summary>
/// <remarks>Thread-safe: it holds options only. The bits do not depend on the thread count.</remarks>
public sealed class ContentEmbedder
{
    /// <summary>Name of this generator in <see cref="EmbeddingInfo"/>.</summary>
    public const string GeneratorName = "movierec";

    private const int Oversampling = 16;

    /// <summary>Creates an embedder.</summary>
    /// <param name="options">Options; null for the defaults.</param>
    public ContentEmbedder(ContentOptions? options = null) => Options = options ?? new ContentOptions();

    /// <summary>The options.</summary>
    public ContentOptions Options { get; }

    /// <summary>Makes a vector for every movie; a movie without any usable field gets zeros.</summary>
    /// <param name="catalog">Metadata by item index.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public ItemEmbeddings Embed(
        MovieCatalog catalog, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        cancellationToken.ThrowIfCancellationRequested();
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Options.MaxDegreeOfParallelism, CancellationToken = cancellationToken };
        int steps = 1 + (2 * (Options.PowerIterations + 1));
        SparseMatrix features = ContentFeatures.Build(catalog, Options, parallel);
        progress?.Report(new TrainingProgress("content", 1, steps, double.NaN));
        SvdSettings settings = new(Options.Dimensions, Oversampling, Options.PowerIterations, Options.Seed);
        SvdFactors factors = RandomizedSvd.Compute(
            features, settings, parallel, step => progress?.Report(new TrainingProgress("content", step + 1, steps, double.NaN)));
        Whiten(factors);
        EmbeddingInfo info = new()
        {
            Generator = GeneratorName,
            Model = "bm25-svd",
            Dimensions = Options.Dimensions,
            Fingerprint = string.Join(';', Options.ToValues().Select(static o => $"{o.Name}={o.Value}")),
        };
        return new ItemEmbeddings(info, factors.Left);
    }

    /// <summary>
    /// Row i of U becomes u_i·σ / √(σ² + λ), λ the damping times the mean σ²: the features of a movie, decorrelated. The
    /// inner product with a mean of liked movies is then the kernel ridge regression of the user's likes on the catalogue.
    /// </summary>
    private void Whiten(SvdFactors factors)
    {
        double mean = factors.Values.Sum(static v => v * v) / Math.Max(1, factors.Values.Count(static v => v > 0));
        float[] scale = Array.ConvertAll(factors.Values, v => v > 0 ? (float)(v / Math.Sqrt((v * v) + (Options.SpectralDamping * mean))) : 0);
        for (int i = 0; i < factors.Left.Rows; i++)
        {
            Span<float> row = factors.Left.Row(i);
            TensorPrimitives.Multiply(row, scale, row);
        }
    }
}
