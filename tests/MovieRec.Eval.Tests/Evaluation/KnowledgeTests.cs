namespace MovieRec.Eval.Tests.Evaluation;

/// <summary>A model that knows votes from after the cut is refused; one whose votes are older is measured.</summary>
public sealed class KnowledgeTests
{
    private const long Day = 86_400;
    private static readonly long FirstTest = new DateTimeOffset(2018, 1, 1, 12, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    [Theory]
    [InlineData("2017-12-30", true)]
    [InlineData("2017-12-31", true)]
    [InlineData("2018-01-01", false)]
    [InlineData("2019-06-01", false)]
    [InlineData(null, false)]
    public void Evaluate_PopularityWithVotes_OnlyWhenTheyAreOlderThanTheTestRows(string? asOf, bool allowed)
    {
        MovieCatalog catalog = MovieCatalog.Create([new MovieMetadata { ImdbId = "1" }, new MovieMetadata { ImdbId = "2" }, null]);
        InteractionLog log = InteractionLog.Create(
            2, 3, [0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 2, 1], [5f, 5, 5, 5, 5, 5],
            [FirstTest - (9 * Day), FirstTest - (8 * Day), FirstTest, FirstTest - (7 * Day), FirstTest - (6 * Day), FirstTest + Day]);
        Split split = new LeaveLastOutSplitter().Apply(log, new InteractionOptions());
        EvaluationProtocol protocol = EvaluationProtocol.Create(split, CandidatePolicy.WholeCatalogue, catalog);
        DateTimeOffset? day = asOf is null ? null : DateTimeOffset.Parse(asOf + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        TitleVotes votes = new("imdb", day, new Dictionary<long, TitleVote> { [1] = new(8, 10) });
        PopularityModel model = new PopularityTrainer(new PopularityOptions(), new VotePrior(votes)).Fit(
            split.ToTrainingData(catalog), cancellationToken: TestContext.Current.CancellationToken);

        EvaluationResult Evaluate() => new Evaluator().Evaluate(model, protocol, MetricParser.ParseList("NDCG@2"), cancellationToken: TestContext.Current.CancellationToken);

        if (allowed)
        {
            Assert.NotEmpty(Evaluate().Metrics);
        }
        else
        {
            Assert.Contains("imdb", Assert.Throws<ArgumentException>(Evaluate).Message, StringComparison.Ordinal);
        }
    }
}
