using Microsoft.Extensions.AI;

namespace MovieRec.Extensions.AI.Tests.Embeddings;

public sealed class GeneratorEmbedderTests
{
    private static readonly MovieCatalog Catalog = MovieCatalog.Create(
    [
        new MovieMetadata { Title = "Storm", Year = 1984, Genres = ["Drama"], Directors = ["Ann Lee"], Cast = ["Bo", "Cy"], Keywords = ["island"], Language = "en", Overview = "A ship is lost in a storm near an island." },
        new MovieMetadata { Title = "Desert", Year = 1990, Genres = ["Western"], Overview = "A rider crosses the desert alone." },
        null,
        new MovieMetadata { Overview = "A storm drives a ship to an island." },
    ]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EmbedAsync_Catalogue_SendsTextsInBatchesAndKeepsTheOrder()
    {
        HashingGenerator generator = new();
        List<TrainingProgress> steps = [];
        GeneratorEmbedder embedder = new(generator, new GeneratorEmbedderOptions { BatchSize = 2 });

        ItemEmbeddings embeddings = await embedder.EmbedAsync(Catalog, new InlineProgress(steps.Add), Token);

        Assert.Equal([2, 1], generator.Calls.Select(static c => c.Length));
        Assert.Equal(
            "Storm (1984). Genres: Drama. Directed by: Ann Lee. Cast: Bo, Cy. Keywords: island. Language: en. A ship is lost in a storm near an island.",
            generator.Calls[0][0]);
        Assert.Equal("A storm drives a ship to an island.", generator.Calls[1][0]);
        Assert.Equal(new EmbeddingInfo { Generator = "hashing", Model = "words-1", Dimensions = 64, Fingerprint = "text=1;unit=true" }, embeddings.Info);
        Assert.Equal(4, embeddings.Count);
        Assert.False(embeddings.GetVector(2).ContainsAnyExcept(0f));
        Assert.Equal(1, Length(embeddings.GetVector(0)), 1e-6);
        Assert.Equal([(2, 3), (3, 3)], steps.Select(static s => (s.Step, s.TotalSteps)));
    }

    [Fact]
    public async Task EmbedAsync_ThenContentTrainer_RecommendsAndExplains()
    {
        ItemEmbeddings embeddings = await new GeneratorEmbedder(new HashingGenerator()).EmbedAsync(Catalog, cancellationToken: Token);
        TrainingData data = TrainingData.Create(UserHistories.Empty(1, 4), Catalog);
        ContentModel model = new ContentTrainer(embeddings).Fit(data, null, Token);

        ScoredItem[] answer = new ScoredItem[4];
        Contribution[] contributions = new Contribution[2];
        int count = model.Recommend(RecommendationQuery.ForHistory([0]), answer);
        Explanation explanation = model.Explain(RecommendationQuery.ForHistory([0]), 3, contributions);

        Assert.Equal(2, count);
        Assert.Equal(3, answer[0].ItemIndex);
        Assert.Equal(answer[0].Score, explanation.Score);
        Assert.Equal(answer[0].Score, contributions[0].Value, 1e-6f);
        Assert.Equal("words-1", model.Embeddings.Info.Model);
    }

    [Fact]
    public async Task EmbedQueryAsync_SameGenerator_VectorOfThatSpace()
    {
        GeneratorEmbedder embedder = new(new HashingGenerator());
        ItemEmbeddings embeddings = await embedder.EmbedAsync(Catalog, cancellationToken: Token);

        ReadOnlyMemory<float> query = await embedder.EmbedQueryAsync("a ship in a storm", embeddings.Info, Token);

        Assert.Equal(64, query.Length);
        Assert.Equal(1, Length(query.Span), 1e-6);
    }

    [Theory]
    [InlineData("other", "words-1", 64)]
    [InlineData("hashing", "words-2", 64)]
    [InlineData("hashing", "words-1", 32)]
    public async Task EmbedQueryAsync_AnotherGenerator_IsRefusedNamingBoth(string provider, string model, int dimensions)
    {
        ItemEmbeddings embeddings = await new GeneratorEmbedder(new HashingGenerator()).EmbedAsync(Catalog, cancellationToken: Token);
        GeneratorEmbedder other = new(new HashingGenerator(provider, model, dimensions));

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => other.EmbedQueryAsync("storm", embeddings.Info, Token));

        Assert.Contains($"{provider} {model} ({dimensions})", error.Message, StringComparison.Ordinal);
        Assert.Contains("hashing words-1 (64)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "words-1")]
    [InlineData("hashing", null)]
    public async Task EmbedAsync_GeneratorWithoutAName_IsRefused(string? provider, string? model)
    {
        GeneratorEmbedder embedder = new(new HashingGenerator(provider, model));
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => embedder.EmbedAsync(Catalog, cancellationToken: Token));
        Assert.Contains("both must be known", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmbedAsync_AnswersThatAreWrong_AreRefused()
    {
        await Refused(static a => a.RemoveAt(0), "2 vectors for 3 texts");
        await Refused(static a => a[1] = new Embedding<float>(new float[5]), "5 numbers for 'Desert'");
        await Refused(static a => a[2] = new Embedding<float>(Enumerable.Repeat(float.NaN, 64).ToArray()), "not finite");
    }

    [Fact]
    public async Task EmbedAsync_NoMetadataAtAll_SaysSo()
    {
        HashingGenerator generator = new();
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => new GeneratorEmbedder(generator).EmbedAsync(MovieCatalog.Create(new MovieMetadata?[3]), cancellationToken: Token));
        Assert.Empty(generator.Calls);
    }

    [Fact]
    public async Task EmbedAsync_Cancelled_Throws() => await Assert.ThrowsAnyAsync<OperationCanceledException>(
        () => new GeneratorEmbedder(new HashingGenerator()).EmbedAsync(Catalog, null, new CancellationToken(canceled: true)));

    [Fact]
    public void BatchSize_OutsideItsRange_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeneratorEmbedderOptions { BatchSize = 0 });

    private static async Task Refused(Action<GeneratedEmbeddings<Embedding<float>>> spoil, string expected)
    {
        GeneratorEmbedder embedder = new(new HashingGenerator { Spoil = spoil });
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => embedder.EmbedAsync(Catalog, cancellationToken: Token));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static double Length(ReadOnlySpan<float> vector)
    {
        double sum = 0;
        foreach (float value in vector)
        {
            sum += (double)value * value;
        }

        return Math.Sqrt(sum);
    }

    private sealed class InlineProgress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
