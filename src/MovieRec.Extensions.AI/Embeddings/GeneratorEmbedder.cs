using System.Numerics.Tensors;
using Microsoft.Extensions.AI;

namespace MovieRec.Extensions.AI;

/// <summary>
/// Lets any <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> make the vectors of the content model: a text is composed
/// from each movie's metadata and sent in batches. The generator's name, model and dimensions travel with the vectors, and
/// a query by another generator is refused.
/// </summary>
/// <remarks>Thread-safe as far as the generator is. Give the result to <see cref="ContentTrainer"/>.</remarks>
public sealed class GeneratorEmbedder
{
    private readonly IEmbeddingGenerator<string, Embedding<float>> _generator;

    /// <summary>Wraps a generator; it stays the caller's.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="options">Options; null for the defaults.</param>
    public GeneratorEmbedder(IEmbeddingGenerator<string, Embedding<float>> generator, GeneratorEmbedderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(generator);
        _generator = generator;
        Options = options ?? new GeneratorEmbedderOptions();
    }

    /// <summary>The options.</summary>
    public GeneratorEmbedderOptions Options { get; }

    /// <summary>Embeds every movie; one without any metadata gets zeros and is not sent.</summary>
    /// <param name="catalog">Metadata by item index.</param>
    /// <param name="progress">Told after each batch: texts done and to do.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="InvalidOperationException">
    /// The generator does not say who it is, or answers with another number of vectors, other lengths, or numbers that are not finite.
    /// </exception>
    public async Task<ItemEmbeddings> EmbedAsync(
        MovieCatalog catalog, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        List<int> movies = [];
        List<string> texts = [];
        for (int i = 0; i < catalog.Count; i++)
        {
            string text = MovieText.Compose(catalog, i);
            if (text.Length > 0)
            {
                movies.Add(i);
                texts.Add(text);
            }
        }

        EmbeddingInfo? info = null;
        float[] values = [];
        for (int start = 0; start < texts.Count; start += Options.BatchSize)
        {
            int count = Math.Min(Options.BatchSize, texts.Count - start);
            GeneratedEmbeddings<Embedding<float>> batch =
                await GenerateAsync(texts.GetRange(start, count), cancellationToken).ConfigureAwait(false);
            if (info is null)
            {
                info = Describe(batch[0]);
                values = new float[(long)catalog.Count * info.Dimensions];
            }

            for (int n = 0; n < count; n++)
            {
                int movie = movies[start + n];
                Store(batch[n].Vector.Span, values.AsSpan(movie * info.Dimensions, info.Dimensions), catalog.GetTitle(movie));
            }

            progress?.Report(new TrainingProgress("embedding", start + count, texts.Count, double.NaN));
        }

        return info is null
            ? throw new InvalidOperationException("No movie of the catalogue has any metadata to embed.")
            : ItemEmbeddings.Create(info, values);
    }

    /// <summary>Embeds a text of the caller's, to search among vectors that the same generator made.</summary>
    /// <param name="text">The text.</param>
    /// <param name="space">Who made the vectors to search: <see cref="ItemEmbeddings.Info"/> of the model.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="InvalidOperationException">The vectors were made by another generator, or the answer is no vector.</exception>
    public async Task<ReadOnlyMemory<float>> EmbedQueryAsync(string text, EmbeddingInfo space, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        ArgumentNullException.ThrowIfNull(space);

        // What is known beforehand is refused before anything is sent.
        if (_generator.GetService<EmbeddingGeneratorMetadata>() is { ProviderName.Length: > 0, DefaultModelId.Length: > 0 } known
            && (known.ProviderName != space.Generator || known.DefaultModelId != space.Model))
        {
            (space with { Generator = known.ProviderName, Model = known.DefaultModelId }).RequireSameSpace(space);
        }

        GeneratedEmbeddings<Embedding<float>> answer = await GenerateAsync([text], cancellationToken).ConfigureAwait(false);
        Describe(answer[0]).RequireSameSpace(space);
        float[] vector = new float[space.Dimensions];
        Store(answer[0].Vector.Span, vector, text);
        return vector;
    }

    private async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(List<string> texts, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        GeneratedEmbeddings<Embedding<float>> answer =
            await _generator.GenerateAsync(texts, null, cancellationToken).ConfigureAwait(false);
        return answer.Count == texts.Count
            ? answer
            : throw new InvalidOperationException($"The embedding generator answered with {answer.Count} vectors for {texts.Count} texts.");
    }

    private EmbeddingInfo Describe(Embedding<float> embedding)
    {
        EmbeddingGeneratorMetadata? metadata = _generator.GetService<EmbeddingGeneratorMetadata>();
        string provider = metadata?.ProviderName ?? "";
        string model = metadata?.DefaultModelId ?? embedding.ModelId ?? "";
        if (provider.Length == 0 || model.Length == 0)
        {
            throw new InvalidOperationException(
                $"The embedding generator names the provider '{provider}' and the model '{model}'; both must be known, or its vectors could be mixed up with another's.");
        }

        return new EmbeddingInfo
        {
            Generator = provider,
            Model = model,
            Dimensions = embedding.Vector.Length,
            Fingerprint = FormattableString.Invariant($"text={MovieText.Version};unit={(Options.UnitLength ? "true" : "false")}"),
        };
    }

    private void Store(ReadOnlySpan<float> vector, Span<float> destination, string what)
    {
        if (vector.Length != destination.Length)
        {
            throw new InvalidOperationException(
                $"The embedding generator answered with {vector.Length} numbers for '{what}'; its other vectors have {destination.Length}.");
        }

        float length = TensorPrimitives.Norm(vector);
        if (!float.IsFinite(length))
        {
            throw new InvalidOperationException($"The embedding generator answered with a vector for '{what}' that is not finite.");
        }

        if (Options.UnitLength && length > 0)
        {
            TensorPrimitives.Divide(vector, length, destination);
        }
        else
        {
            vector.CopyTo(destination);
        }
    }
}
