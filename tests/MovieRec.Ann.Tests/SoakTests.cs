using MovieRec.Ann.Soak;

namespace MovieRec.Ann.Tests;

/// <summary>A second of what <c>MovieRec.Ann.Benchmarks soak</c> runs for ten minutes.</summary>
public sealed class SoakTests
{
    [Theory]
    [InlineData("hnsw")]
    [InlineData("ivf")]
    public void Search_BesideAWriterAndRebuilds_EveryAnswerIsRight(string backend)
    {
        SoakResult result = Run(backend, faults: false);
        Assert.True(result.ViolationCount == 0, $"{result.ViolationCount} of {result.Answers} answers are wrong: {string.Join("; ", result.Violations)}");
        Assert.True(result is { Answers: > 50, Changes: > 10, ExactAnswers: > 0, Injected: 0 }, result.ToString());
    }

    /// <summary>The judge itself: spoilt answers are found, all of them, and no others.</summary>
    [Fact]
    public void Judge_SpoiltAnswers_AreAllFound()
    {
        SoakResult result = Run("hnsw", faults: true);
        Assert.True(result.Injected > 0, result.ToString());
        Assert.Equal(result.Injected, result.Detected);
        Assert.Equal(0, result.ViolationCount);
    }

    private static SoakResult Run(string backend, bool faults)
    {
        string? text = Environment.GetEnvironmentVariable("MOVIEREC_SOAK_SECONDS");
        double seconds = text is null ? 1 : double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        return new SoakRun(
            backend,
            backend == "hnsw"
                ? static t => HnswIndex.Build(t, Similarity.Cosine, new HnswOptions { M = 8, EfConstruction = 40 })
                : static t => IvfIndex.Build(t, Similarity.Cosine, new IvfOptions { ByteLists = true }),
            1200,
            3000,
            faults).Run(TimeSpan.FromSeconds(seconds), readers: 2);
    }
}
