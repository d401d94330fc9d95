namespace MovieRec.Tests.Popularity;

public sealed class VotePriorTests
{
    private static readonly TitleVotes Votes = new("imdb", new DateTimeOffset(2017, 8, 31, 0, 0, 0, TimeSpan.Zero), new Dictionary<long, TitleVote>
    {
        [1] = new(8, 900),
        [2] = new(6, 100),
        [99] = new(9, 5),
    });

    [Fact]
    public void ToLikes_HandComputed_Agrees()
    {
        // C = (900·8 + 100·6) / 1000 = 7.8; m = 100.
        // s1 = √900 · (7200 + 780)/1000 / 10 = 30 · 0.798 = 23.94; s2 = √100 · (600 + 780)/200 / 10 = 10 · 0.69 = 6.9; mean 15.42.
        double[] likes = new VotePrior(Votes) { Likes = 2, MeanVotes = 100 }.ToLikes(Catalogue());

        Assert.Equal([2 * 23.94 / 15.42, 2 * 6.9 / 15.42, 0], likes.Select(static l => Math.Round(l, 10)), new Close());
    }

    [Fact]
    public void Fit_WithPrior_AddsToTheCountsAndSurvivesSaving()
    {
        TrainingData data = Data();
        float[] plain = new PopularityTrainer().Fit(data).Scores.ToArray();
        VotePrior prior = new(Votes);

        PopularityModel model = new PopularityTrainer(new PopularityOptions(), prior).Fit(data);

        Assert.Null(new PopularityTrainer().Fit(data).GetService(typeof(ExternalKnowledge)));
        for (int i = 0; i < plain.Length; i++)
        {
            Assert.Equal(plain[i] + prior.ToLikes(Catalogue())[i], model.Scores[i], 1e-5);
        }

        string path = Path.Combine(Path.GetTempPath(), $"movierec-prior-{Guid.NewGuid():N}.mrec");
        try
        {
            new Recommender<int, int>(IdMap<int>.Create([1]), IdMap<int>.Create([1, 2, 3]), model, histories: data.Histories).Save(path);
            IRecommender read = Recommender<int, int>.Load(path).Model;
            Assert.Equal(new ExternalKnowledge("imdb", Votes.AsOf), read.GetService(typeof(ExternalKnowledge)));
            Assert.Equal(model.Info, read.Info);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Fit_PriorWithoutCatalogue_Throws() =>
        Assert.Throws<ArgumentException>(() => new PopularityTrainer(new PopularityOptions(), new VotePrior(Votes)).Fit(TrainingData.Create(Data().Histories)));

    [Fact]
    public void Options_OutOfRange_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new VotePrior(Votes) { Likes = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new VotePrior(Votes) { MeanVotes = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new VotePrior(Votes) { Exponent = 1.5 });
        Assert.Throws<ArgumentException>(() => new TitleVotes("x", null, new Dictionary<long, TitleVote> { [1] = new(11, 1) }));
    }

    private static MovieCatalog Catalogue() => MovieCatalog.Create(
        [new MovieMetadata { ImdbId = "0000001" }, new MovieMetadata { ImdbId = "tt0000002" }, null]);

    private static TrainingData Data() => TrainingData.FromLog(InteractionLog.Create(1, 3, [0, 0], [0, 2]), null, Catalogue());

    private sealed class Close : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-9;

        public int GetHashCode(double obj) => 0;
    }
}
