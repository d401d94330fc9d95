using MovieRec.Data;
using MovieRec.Eval;

namespace MovieRec.Cli.Tests.Evaluate;

/// <summary>Content on real films that training has never seen.</summary>
public sealed class ContentQualityTests
{
    [Fact]
    public void Content_HeldOutItemsOfRealData_RanksThemWell()
    {
        string? folder = Environment.GetEnvironmentVariable("MOVIEREC_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "MOVIEREC_DATA does not name the folder with the reference data.");
        CancellationToken token = TestContext.Current.CancellationToken;
        MovieDataSet<long, long> data = new MovieLensReader().Read(Path.Combine(folder!, "ml-latest-small"), null, token).DataSet;
        IReadOnlyDictionary<long, MovieMetadata> movies =
            new MovieCsvReader().Read<long>(Path.Combine(folder!, "metadata", "tmdb_join.csv"), null, token).Movies;
        MovieCatalog catalog = MovieCatalog.Create(
            [.. Enumerable.Range(0, data.Items.Count).Select(i => movies.GetValueOrDefault(data.Items[i]) ?? data.Catalog.GetMetadata(i))]);
        Split split = new HeldOutItemsSplitter { MinimumPositives = 5 }.Apply(data.Log);

        ContentModel model = new ContentTrainer().Fit(split.ToTrainingData(catalog), null, token);
        EvaluationResult result = new Evaluator().Evaluate(
            model, EvaluationProtocol.Create(split, CandidatePolicy.HeldOutItems, catalog), MetricParser.ParseList("NDCG@10"), cancellationToken: token);

        // Plain TF-IDF of all fields reaches .20 here, random order .04.
        Assert.True(result["NDCG@10"].Mean > 0.24, $"NDCG@10 {result["NDCG@10"].Mean}");
        ContentCoverage coverage = ContentCoverage.Of(catalog);
        Assert.Equal(9742, coverage.Movies);
        Assert.InRange(coverage.Count(ContentField.Plot), 5_800, 5_900);
    }
}
