using System.Numerics.Tensors;
using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Makes dense vectors of movies from their metadata: weighted terms of every field (BM25), reduced by a randomised truncated
/// SVD (latent semantic analysis, Deerwester et al. 1990). Deterministic; no interaction is looked at.
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
        FactorMatrix vectors = factors.Left;
        float[] scale = Array.ConvertAll(factors.Values, static v => (float)v);
        for (int i = 0; i < vectors.Rows; i++)
        {
            Span<float> row = vectors.Row(i);
            TensorPrimitives.Multiply(row, scale, row);
            float length = TensorPrimitives.Norm<float>(row);
            if (length > 0)
            {
                float wanted = (float)Math.Pow(features.RowNorm(i), Options.EvidenceExponent);
                TensorPrimitives.Multiply(row, wanted / length, row);
            }
        }

        EmbeddingInfo info = new()
        {
            Generator = GeneratorName,
            Model = "bm25-svd",
            Dimensions = Options.Dimensions,
            Fingerprint = string.Join(';', Options.ToValues().Select(static o => $"{o.Name}={o.Value}")),
        };
        return new ItemEmbeddings(info, vectors);
    }
}
