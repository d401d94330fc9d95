using Microsoft.Extensions.AI;

namespace MovieRec.Extensions.AI.Tests.Embeddings;

/// <summary>A generator without a network: each word adds 1 at a place that depends on it.</summary>
internal sealed class HashingGenerator(string? provider = "hashing", string? model = "words-1", int dimensions = 64)
    : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>Texts of each call.</summary>
    public List<string[]> Calls { get; } = [];

    /// <summary>Changes the answer before it is returned.</summary>
    public Action<GeneratedEmbeddings<Embedding<float>>>? Spoil { get; init; }

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string[] texts = [.. values];
        Calls.Add(texts);
        GeneratedEmbeddings<Embedding<float>> answer = [.. texts.Select(t => new Embedding<float>(Vector(t)))];
        Spoil?.Invoke(answer);
        return Task.FromResult(answer);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata(provider, null, model, dimensions) : null;

    public void Dispose()
    {
    }

    private float[] Vector(string text)
    {
        float[] vector = new float[dimensions];
        foreach (string word in text.Split([' ', ',', '.', ':', '(', ')'], StringSplitOptions.RemoveEmptyEntries))
        {
            uint hash = 2166136261;
            foreach (char c in word.ToLowerInvariant())
            {
                hash = (hash ^ c) * 16777619;
            }

            vector[hash % (uint)dimensions]++;
        }

        return vector;
    }
}
