using System.Globalization;
using System.Text.Json;

namespace MovieRec.Cli.Tests.Evaluate;

/// <summary><c>evaluate --data --split</c> on an interactions file of thirty users.</summary>
public sealed class EvaluateSplitTests : IDisposable
{
    private readonly TemporaryFiles _files = new();
    private readonly string _data;

    public EvaluateSplitTests()
    {
        List<string> lines = ["user,item,rating,timestamp"];
        for (int u = 1; u <= 30; u++)
        {
            for (int n = 0; n < 14; n++)
            {
                int item = (u + (n * n)) % 23;
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{u},{item},{3 + (n % 3)},{1000 + (n * 100) + (u * 7 % 90)}"));
            }
        }

        _data = _files.Write("ratings.csv", [.. lines.DistinctBy(static l => string.Join(',', l.Split(',')[..2]))]);
    }

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("temporal", "")]
    [InlineData("temporal", "--test-share 0.4")]
    [InlineData("temporal", "--cut 2000")]
    [InlineData("leave-last-out", "--last 2")]
    [InlineData("last-share", "--test-share 0.3")]
    [InlineData("random", "--test-share 0.3 --seed 9")]
    [InlineData("strong", "--held-out-users 0.2 --min-positives 3")]
    [InlineData("strong", "--part validation --test-share 0.5")]
    [InlineData("sliding", "--windows 2 --window 1 --history-days 1")]
    [InlineData("sliding", "--test-share 0.2")]
    [InlineData("random-by-item", "--seed 3")]
    [InlineData("random", "--min-user-count 5 --min-item-count 3")]
    [InlineData("held-out-items", "--test-share 0.3 --seed 4")]
    [InlineData("held-out-items", "--candidate-items all")]
    [InlineData("mult-vae", "--held-out-users 6")]
    [InlineData("mult-vae", "--held-out-users 6 --part validation")]
    public void Evaluate_EverySplit_MeasuresHeldOutRows(string split, string more)
    {
        JsonElement root = CommandLine.Json(
            ["evaluate", "--data", _data, "--split", split, "--metrics", "NDCG@5", "--set", "als.Factors=4", .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        JsonElement described = root.GetProperty("split");
        Assert.Equal(split, described.GetProperty("name").GetString());
        Assert.Equal(4, described.GetProperty("minRating").GetDouble());
        Assert.True(described.GetProperty("relevant").GetInt32() > 0);
        Assert.Equal(2, root.GetProperty("results").GetArrayLength());
        Assert.All(root.GetProperty("results").EnumerateArray(), r => Assert.Equal(
            described.GetProperty("usersWithRelevant").GetInt32(), r.GetProperty("metrics").GetProperty("NDCG@5").GetProperty("users").GetInt32()));
    }

    [Fact]
    public void Evaluate_SlidingWindows_ReportsEachAndTheLastOnTop()
    {
        JsonElement root = CommandLine.Json("evaluate", "--data", _data, "--split", "sliding", "--windows", "3", "--metrics", "NDCG@5", "--model", "popularity");

        JsonElement[] windows = [.. root.GetProperty("windows").EnumerateArray()];
        Assert.Equal(["1", "2", "3"], windows.Select(static w => Parameter(w, "window")));
        Assert.True(JsonElement.DeepEquals(windows[2].GetProperty("results"), root.GetProperty("results")));
        Assert.True(JsonElement.DeepEquals(windows[2].GetProperty("split"), root.GetProperty("split")));
        Assert.Equal(Parameter(windows[1], "cut"), Parameter(windows[0], "end"));
        CommandLine text = CommandLine.Run("evaluate", "--data", _data, "--split", "sliding", "--metrics", "NDCG@5", "--model", "popularity");
        Assert.Contains("Window by window", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_MinimumCounts_AreReportedWithTheSplit()
    {
        JsonElement root = CommandLine.Json(
            "evaluate", "--data", _data, "--split", "sliding", "--min-user-count", "3", "--min-item-count", "9", "--metrics", "NDCG@5", "--model", "popularity");

        Assert.Equal("9", Parameter(root, "minItemCount"));
        Assert.True(int.Parse(Parameter(root, "removedItems")!, CultureInfo.InvariantCulture) > 0);
        Assert.True(int.Parse(Parameter(root, "removedRows")!, CultureInfo.InvariantCulture) > 0);
        Assert.Equal(3, root.GetProperty("windows").GetArrayLength());
    }

    [Fact]
    public void Evaluate_HeldOutItems_RanksThemAmongThemselvesByDefault()
    {
        JsonElement alone = CommandLine.Json("evaluate", "--data", _data, "--split", "held-out-items", "--metrics", "HR@5", "--model", "als", "--set", "als.Factors=4");
        JsonElement all = CommandLine.Json("evaluate", "--data", _data, "--split", "held-out-items", "--metrics", "HR@5", "--model", "als", "--set", "als.Factors=4", "--candidate-items", "all");

        Assert.Equal(("held-out-items", 5), (alone.GetProperty("split").GetProperty("candidates").GetString(), alone.GetProperty("split").GetProperty("candidateItems").GetInt32()));
        Assert.Equal("whole-catalogue", all.GetProperty("split").GetProperty("candidates").GetString());
        Assert.All([alone, all], static r => Assert.Equal(0, r.GetProperty("results")[0].GetProperty("metrics").GetProperty("HR@5").GetProperty("mean").GetDouble()));
    }

    [Fact]
    public void Evaluate_Slices_AreTablesAndJson()
    {
        string movies = _files.Write("movies.csv", "item,title,year,genres", "0,Zero,1999,Drama|War", "1,One,1985,Drama", "2,Two,2004,War", "3,Three,1994,Comedy");
        string[] call = ["evaluate", "--data", _data, "--catalog", movies, "--split", "leave-last-out", "--last", "3", "--model", "popularity", "--metrics", "NDCG@5,ILD@5,Coverage@5"];

        JsonElement slices = CommandLine.Json([.. call, "--slices", "genre,decade,activity"]).GetProperty("results")[0].GetProperty("slices");
        CommandLine text = CommandLine.Run([.. call, "--slices", "genre"]);

        string[] names = [.. slices.EnumerateObject().Select(static s => s.Name)];
        Assert.Contains("genre:Drama", names);
        Assert.Contains("decade:1990s", names);
        Assert.Contains("activity:1-9", names);
        JsonElement drama = slices.GetProperty("genre:Drama");
        Assert.Equal(("items", "users"), (drama.GetProperty("of").GetString(), slices.GetProperty("activity:1-9").GetProperty("of").GetString()));
        Assert.True(drama.GetProperty("metrics").GetProperty("NDCG@5").GetProperty("undefinedUsers").GetInt32() > 0);
        Assert.Contains("Relevant: genre:Drama", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warm-users", text.Output, StringComparison.Ordinal);
        CommandLine none = CommandLine.Run("evaluate", "--data", _data, "--metrics", "HR@5", "--model", "popularity", "--slices", "genre");
        Assert.Equal(0, none.ExitCode);
        Assert.Contains("--slices genre: nothing in the test falls into it", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_Vectors_MeasureDiversityByThem()
    {
        JsonElement metrics = CommandLine.Json(
            "evaluate", "--data", _data, "--split", "random", "--metrics", "ILD@5(vector),AUC", "--vectors", "als", "--set", "als.Factors=4", "--model", "popularity")
            .GetProperty("results")[0].GetProperty("metrics");

        Assert.InRange(metrics.GetProperty("ILD@5(vector:als)").GetProperty("mean").GetDouble(), 0.01, 2);
        Assert.InRange(metrics.GetProperty("AUC").GetProperty("mean").GetDouble(), 0.01, 0.99);
    }

    [Fact]
    public void Evaluate_SeveralModels_AreComparedWithTheFirst()
    {
        string[] call = ["evaluate", "--data", _data, "--split", "random", "--metrics", "NDCG@5,Coverage@5", "--set", "als.Factors=4", "ease.Regularization=20", "--resamples", "500"];

        JsonElement root = CommandLine.Json([.. call, "--model", "popularity", "als", "ease"]);
        JsonElement[] comparisons = [.. root.GetProperty("comparisons").EnumerateArray()];

        Assert.Equal([("als", "NDCG@5"), ("ease", "NDCG@5")], comparisons.Select(static c => (c.GetProperty("model").GetString()!, c.GetProperty("metric").GetString()!)));
        foreach ((JsonElement comparison, int model) in comparisons.Select(static (c, i) => (c, i + 1)))
        {
            double Mean(int at) => root.GetProperty("results")[at].GetProperty("metrics").GetProperty("NDCG@5").GetProperty("mean").GetDouble();
            Assert.Equal("popularity", comparison.GetProperty("baseline").GetString());
            Assert.Equal(Mean(model) - Mean(0), comparison.GetProperty("difference").GetDouble(), 1e-12);
            Assert.InRange(comparison.GetProperty("difference").GetDouble(), comparison.GetProperty("low").GetDouble(), comparison.GetProperty("high").GetDouble());
            Assert.True(comparison.GetProperty("adjustedP").GetDouble() >= comparison.GetProperty("p").GetDouble());
            Assert.Equal(comparison.GetProperty("adjustedP").GetDouble() <= 0.05, comparison.GetProperty("distinguishable").GetBoolean());
            Assert.Equal(!comparison.GetProperty("distinguishable").GetBoolean(), comparison.GetProperty("verdict").GetString() == "not distinguishable");
        }

        CommandLine text = CommandLine.Run([.. call, "--model", "popularity", "als", "--set", "popularity.HalfLifeDays=9"]);
        Assert.Contains("Against popularity, all-users", text.Output, StringComparison.Ordinal);
        Assert.Contains("als: NDCG@5", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("als: Coverage@5", text.Output, StringComparison.Ordinal);
        Assert.Empty(CommandLine.Json([.. call, "--model", "als"]).GetProperty("comparisons").EnumerateArray());
    }

    private static string? Parameter(JsonElement evaluation, string name) => evaluation.GetProperty("split").GetProperty("parameters").GetProperty(name).GetString();

    [Theory]
    [InlineData("--split|diagonal", "there are temporal, sliding, leave-last-out, last-share, random, random-by-item, held-out-items, strong, mult-vae")]
    [InlineData("--split|random|--last|2", "--last does not go with --split random")]
    [InlineData("--split|temporal|--part|test", "--part does not go with --split temporal")]
    [InlineData("--split|strong|--part|train", "expected test or validation")]
    [InlineData("--split|random|--test-share|1.5", "Share must be above 0 and below 1")]
    [InlineData("--split|temporal|--cut|1", "both need at least one")]
    [InlineData("--split|random|--windows|2", "--windows does not go with --split random")]
    [InlineData("--split|mult-vae", "holds out 10000 users")]
    [InlineData("--split|mult-vae|--held-out-users|0.1", "takes a number of users")]
    [InlineData("--split|sliding|--window|9", "there is no window 9")]
    [InlineData("--split|sliding|--history-days|0", "expected a number above 0")]
    [InlineData("--split|random|--candidate-items|held-out", "does not hold items out")]
    [InlineData("--min-item-count|-1", "MinItemCount must not be negative")]
    [InlineData("--min-item-count|9999", "No row is left")]
    [InlineData("--slices|genres", "there is no such family of slices")]
    [InlineData("--vectors|popularity|--metrics|ILD@5(vector)", "popularity: this model has no item vectors")]
    [InlineData("--metrics|ILD@5(vector)", "there are no item vectors to measure by")]
    [InlineData("--resamples|5", "expected 100 … 1000000")]
    [InlineData("--split|strong|--min-positives|999", "users have at least 999 liked rows")]
    public void Evaluate_WrongSplit_SaysWhy(string options, string part) =>
        Assert.Contains(part, CommandLine.Refused(["evaluate", "--data", _data, .. options.Split('|')]), StringComparison.Ordinal);
}
