using MovieRec.Numerics;

namespace MovieRec.Tests.Content;

public sealed class ContentEmbedderTests
{
    private static readonly ParallelOptions OneThread = new() { MaxDegreeOfParallelism = 1 };

    [Fact]
    public void Features_TwoFields_AsComputedByHand()
    {
        // Genres: N = 3, Drama in 2, War in 1 (dropped: below two movies), Comedy in 2. k₁ = 1, b = 0, every count 1: factor 1.
        MovieCatalog catalog = MovieCatalog.Create(
        [
            new MovieMetadata { Genres = ["Drama", "War"], Language = "en" },
            new MovieMetadata { Genres = ["Drama", "Comedy"], Language = "en" },
            new MovieMetadata { Genres = ["Comedy"] },
        ]);
        ContentOptions options = new() { GenreWeight = 2, LanguageWeight = 0.5, TermSaturation = 1, LengthNormalization = 0 };

        SparseMatrix features = ContentFeatures.Build(catalog, options, OneThread);

        Assert.Equal([0, 2, 5, 6], features.Starts);
        Assert.Equal([2f, 0.5f], features.RowValues(0).ToArray());
        Assert.Equal(2 / MathF.Sqrt(2), features.RowValues(1)[0], 1e-6f);
        Assert.Equal(2 / MathF.Sqrt(2), features.RowValues(1)[1], 1e-6f);
        Assert.Equal(0.5f, features.RowValues(1)[2]);
        Assert.Equal(2f, features.RowValues(2)[0]);
    }

    [Fact]
    public void Features_Words_Bm25AsComputedByHand()
    {
        // "storm" 2 of 3 words in the first, 1 of 1 in the second; average length 2; k₁ = 1.2, b = 0.75.
        MovieCatalog catalog = MovieCatalog.Create(
            [new MovieMetadata { Overview = "A storm and the storms, island" }, new MovieMetadata { Overview = "Storm" }, new MovieMetadata { Overview = "Islands" }]);
        ContentOptions options = new() { PlotWeight = 1, EvidenceExponent = 1, TermSaturation = 1.2, LengthNormalization = 0.75 };

        SparseMatrix features = ContentFeatures.Build(catalog, options, OneThread);

        // Lengths 3, 1, 1: average 5/3. idf is the same for both words and cancels in the scaling.
        double damping = 1.2 * (0.25 + (0.75 * 3 / (5.0 / 3)));
        double storm = 2 * 2.2 / (2 + damping);
        double island = 2.2 / (1 + damping);
        double length = Math.Sqrt((storm * storm) + (island * island));
        Assert.Equal(storm / length, features.RowValues(0)[0], 1e-6);
        Assert.Equal(island / length, features.RowValues(0)[1], 1e-6);
    }

    [Fact]
    public void Features_Year_IsSharedByNeighbouringDecades()
    {
        MovieCatalog catalog = MovieCatalog.Create(
            [new MovieMetadata { Year = 1984 }, new MovieMetadata { Year = 1990 }, new MovieMetadata { Year = 1980 }, new MovieMetadata { Year = 1950 }, new MovieMetadata { Year = 1950 }]);
        SparseMatrix features = ContentFeatures.Build(catalog, new ContentOptions { YearWeight = 1 }, OneThread);

        Assert.Equal(0.6f / MathF.Sqrt(0.52f), features.RowValues(0)[0], 1e-5f);
        Assert.Equal(0.4f / MathF.Sqrt(0.52f), features.RowValues(0)[1], 1e-5f);
        Assert.Equal(features.RowIndices(0)[1], features.RowIndices(1)[0]);
        Assert.Equal(features.RowIndices(0)[0], features.RowIndices(2)[0]);
    }

    [Fact]
    public void Embed_EqualMetadata_EqualBitsAndNothingIsZero()
    {
        MovieCatalog catalog = ContentSample.Catalog(60, static i => i != 13);
        ItemEmbeddings embeddings = new ContentEmbedder(new ContentOptions { Dimensions = 20 }).Embed(catalog, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            embeddings.GetVector(TestSample.FirstTwin).ToArray().Select(BitConverter.SingleToInt32Bits),
            embeddings.GetVector(TestSample.SecondTwin).ToArray().Select(BitConverter.SingleToInt32Bits));
        Assert.False(embeddings.GetVector(13).ContainsAnyExcept(0f));
        Assert.True(embeddings.GetVector(14).ContainsAnyExcept(0f));
    }

    [Fact]
    public void Embed_GenresOnly_IsNearestToMoviesOfThoseGenres()
    {
        List<MovieMetadata> movies = [.. Enumerable.Range(0, 80).Select(ContentSample.Movie)];
        movies.Add(new MovieMetadata { Genres = ["Western"] });
        ItemEmbeddings embeddings = new ContentEmbedder(new ContentOptions { Dimensions = 30 }).Embed(
            MovieCatalog.Create(movies), cancellationToken: TestContext.Current.CancellationToken);
        int[] nearest = [.. Enumerable.Range(0, 80).OrderByDescending(i => Cosine(embeddings, 80, i)).Take(5)];
        Assert.All(nearest, i => Assert.Contains("Western", movies[i].Genres));
    }

    [Fact]
    public void Embed_AnyThreadCount_SameBits()
    {
        MovieCatalog catalog = ContentSample.Catalog(500, static _ => true);
        ItemEmbeddings one = new ContentEmbedder(new ContentOptions { Dimensions = 64, MaxDegreeOfParallelism = 1 }).Embed(catalog, cancellationToken: TestContext.Current.CancellationToken);
        ItemEmbeddings four = new ContentEmbedder(new ContentOptions { Dimensions = 64, MaxDegreeOfParallelism = 4 }).Embed(catalog, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(one.Checksum, four.Checksum);
        Assert.Equal(one.Info, four.Info);
        Assert.Equal("movierec", one.Info.Generator);
    }

    [Fact]
    public void Embed_NoMovies_NoVectors() =>
        Assert.Equal(0, new ContentEmbedder().Embed(MovieCatalog.Create([]), cancellationToken: TestContext.Current.CancellationToken).Count);

    [Fact]
    public void Embed_EveryFieldOff_NoVectors()
    {
        ContentOptions none = new()
        {
            TitleWeight = 0,
            GenreWeight = 0,
            PlotWeight = 0,
            KeywordWeight = 0,
            DirectorWeight = 0,
            CastWeight = 0,
            YearWeight = 0,
            LanguageWeight = 0,
            Dimensions = 4,
        };
        ItemEmbeddings embeddings = new ContentEmbedder(none).Embed(ContentSample.Catalog(10, static _ => true), cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(Enumerable.Range(0, 10), i => Assert.False(embeddings.GetVector(i).ContainsAnyExcept(0f)));
    }

    [Fact]
    public void Embed_Cancelled_Throws() => Assert.ThrowsAny<OperationCanceledException>(
        () => new ContentEmbedder().Embed(ContentSample.Catalog(10, static _ => true), null, new CancellationToken(canceled: true)));

    [Fact]
    public void Coverage_MissingFields_AreCountedAndNamed()
    {
        ContentCoverage coverage = ContentCoverage.Of(MovieCatalog.Create(
        [
            ContentSample.Movie(1),
            new MovieMetadata { Title = "Only a title", Genres = ["(no genres listed)"] },
            null,
            new MovieMetadata { Keywords = ["storm"], Year = 1999 },
        ]));

        Assert.Equal((4, 1, 1), (coverage.Movies, coverage.Empty, coverage.Sparse));
        Assert.Equal(2, coverage.Count(ContentField.Title));
        Assert.Equal(1, coverage.Count(ContentField.Genres));
        Assert.Equal(2, coverage.Count(ContentField.Keywords));
        Assert.Empty(coverage.Missing(0));
        Assert.Equal([ContentField.Genres, ContentField.Plot, ContentField.Keywords, ContentField.Directors, ContentField.Cast, ContentField.Year, ContentField.Language], coverage.Missing(1));
        Assert.True(coverage.Has(3, ContentField.Year));
    }

    private static double Cosine(ItemEmbeddings embeddings, int a, int b)
    {
        ReadOnlySpan<float> x = embeddings.GetVector(a);
        ReadOnlySpan<float> y = embeddings.GetVector(b);
        double dot = 0;
        double xx = 0;
        double yy = 0;
        for (int k = 0; k < x.Length; k++)
        {
            dot += x[k] * y[k];
            xx += x[k] * x[k];
            yy += y[k] * y[k];
        }

        return dot / Math.Sqrt(xx * yy);
    }
}
