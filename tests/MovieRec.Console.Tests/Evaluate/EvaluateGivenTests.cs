using System.Globalization;
using System.Text.Json;

namespace MovieRec.Cli.Tests.Evaluate;

/// <summary><c>evaluate --train --test</c> on files small enough to work out by hand.</summary>
public sealed class EvaluateGivenTests : IDisposable
{
    private readonly TemporaryFiles _files = new();
    private readonly string _train;
    private readonly string _test;

    public EvaluateGivenTests()
    {
        // Item counts: 10 three times, 20 twice, 30 and 40 once. User 9 is new, item 99 is new.
        _train = _files.Write("train.csv", "user,item,rating,timestamp", "1,10,5,100", "1,20,1,101", "2,10,4,100", "2,30,5,102", "3,10,2,100", "3,20,5,103", "3,40,3,104");
        _test = _files.Write("test.csv", "user,item", "1,30", "2,20", "2,99", "9,10");
    }

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Evaluate_PopularityWeak_GivesTheNumbersWorkedOutByHand()
    {
        JsonElement root = CommandLine.Json("evaluate", "--train", _train, "--test", _test, "--model", "popularity", "--metrics", "HR@1,Recall@2,MRR@2,Coverage@1");

        JsonElement result = Assert.Single(root.GetProperty("results").EnumerateArray());
        Assert.Equal("popularity", result.GetProperty("model").GetString());
        // Every row counts, whatever its rating: user 1 gets 30, 40; user 2 gets 20, 40; user 9 gets 10, 20.
        AssertMetric(result, "HR@1", 1, users: 3, undefinedUsers: 0);
        AssertMetric(result, "Recall@2", (1 + 0.5 + 1) / 3, users: 3, undefinedUsers: 0);
        AssertMetric(result, "MRR@2", 1, users: 3, undefinedUsers: 0);
        AssertMetric(result, "Coverage@1", 3 / 4.0, users: 3, undefinedUsers: 0);
        JsonElement split = root.GetProperty("split");
        Assert.Equal((3, 1, 1, 1), (Int(split, "users"), Int(split, "coldUsers"), Int(split, "coldItems"), Int(split, "relevantOutsideCandidates")));
        Assert.Equal((7, 7), (Int(split, "trainRows"), Int(split, "trainInteractions")));
    }

    [Fact]
    public void Evaluate_Json_HasTheDocumentedShape()
    {
        JsonElement root = CommandLine.Json(
            "evaluate", "--train", _train, "--test", _test, "--metrics", "NDCG@10,Coverage@10", "--set", "als.Factors=2", "als.Iterations=3", "--seed", "7");

        Assert.Equal(["popularity", "als"], root.GetProperty("results").EnumerateArray().Select(static r => r.GetProperty("model").GetString()));
        JsonElement als = root.GetProperty("results")[1];
        Assert.Equal("2", als.GetProperty("options").GetProperty("Factors").GetString());
        Assert.Equal("7", als.GetProperty("options").GetProperty("Seed").GetString());
        Assert.True(als.GetProperty("fitSeconds").GetDouble() >= 0);
        Assert.Equal(("popularity", 1), (als.GetProperty("fallback").GetString(), Int(als, "fallbackUsers")));
        foreach (JsonProperty metric in als.GetProperty("metrics").EnumerateObject())
        {
            Assert.Equal(["mean", "standardError", "low", "high", "users", "undefinedUsers"], metric.Value.EnumerateObject().Select(static p => p.Name));
        }

        JsonElement ndcg = als.GetProperty("metrics").GetProperty("NDCG@10");
        Assert.InRange(ndcg.GetProperty("mean").GetDouble(), ndcg.GetProperty("low").GetDouble(), ndcg.GetProperty("high").GetDouble());
        Assert.Equal(JsonValueKind.Null, als.GetProperty("metrics").GetProperty("Coverage@10").GetProperty("standardError").ValueKind);
        Assert.Equal(2, Int(als.GetProperty("slices").GetProperty("warm-users").GetProperty("metrics").GetProperty("NDCG@10"), "users"));
        Assert.Equal(1, Int(als.GetProperty("slices").GetProperty("cold-users").GetProperty("metrics").GetProperty("NDCG@10"), "users"));
    }

    [Fact]
    public void Evaluate_MinRating_MakesLowerRowsSeenOnly()
    {
        JsonElement root = CommandLine.Json(
            "evaluate", "--train", _train, "--test", _test, "--model", "popularity", "--metrics", "HR@1,Recall@2", "--min-rating", "4");

        // Liked: 10 twice, 20 and 30 once; 40 is no candidate. User 1 has seen 20 without liking it: only 30 is left.
        JsonElement result = root.GetProperty("results")[0];
        Assert.Equal((4, 3), (Int(root.GetProperty("split"), "trainInteractions"), Int(root.GetProperty("split"), "candidateItems")));
        AssertMetric(result, "HR@1", 1, users: 3, undefinedUsers: 0);
    }

    [Fact]
    public void Evaluate_WeightColumn_WeightsTrainingAndIsNotNeededInTheTest()
    {
        string weighted = _files.Write("weighted.csv", "user,item,plays", "1,10,3", "1,20,1", "2,10,2", "2,30,9", "3,20,1");

        JsonElement root = CommandLine.Json("evaluate", "--train", weighted, "--test", _test, "--weight-column", "plays", "--metrics", "HR@1", "--set", "als.Factors=2");

        Assert.Equal(5, Int(root.GetProperty("split"), "trainInteractions"));
        Assert.Contains("plays", CommandLine.Refused("evaluate", "--train", _train, "--test", _test, "--weight-column", "plays"), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_FoldIn_EvaluatesUsersWhoAreNotTrainedOn()
    {
        string history = _files.Write("fold.csv", "user,item", "7,10", "8,40");
        string held = _files.Write("held.csv", "user,item", "7,20", "8,10");

        JsonElement root = CommandLine.Json("evaluate", "--train", _train, "--test", held, "--fold-in", history, "--model", "popularity", "--metrics", "HR@1");

        // User 7 has seen 10, so 20 comes first; user 8 gets 10.
        AssertMetric(root.GetProperty("results")[0], "HR@1", 1, users: 2, undefinedUsers: 0);
        Assert.Equal(("given-strong", 0), (root.GetProperty("split").GetProperty("name").GetString(), Int(root.GetProperty("split"), "coldUsers")));
    }

    [Fact]
    public void Evaluate_FoldInUserWithoutHeldOutRow_IsCountedAsUndefined()
    {
        string history = _files.Write("fold.csv", "user,item", "7,10", "8,40");
        string held = _files.Write("held.csv", "user,item", "7,20");

        JsonElement root = CommandLine.Json("evaluate", "--train", _train, "--test", held, "--fold-in", history, "--model", "popularity", "--metrics", "HR@1");

        AssertMetric(root.GetProperty("results")[0], "HR@1", 1, users: 1, undefinedUsers: 1);
    }

    [Fact]
    public void Evaluate_Candidates_RanksWithinThem()
    {
        string candidates = _files.Write("candidates.csv", "user,item", "1,40", "1,30", "2,40", "2,20", "2,99", "9,30", "9,40");

        JsonElement root = CommandLine.Json(
            "evaluate", "--train", _train, "--test", _test, "--candidates", candidates, "--model", "popularity", "--metrics", "HR@1,MRR@10");

        // User 1: 30 before 40 (a tie, lower id first); user 2: 20 before 40; user 9: 10 is no candidate.
        AssertMetric(root.GetProperty("results")[0], "HR@1", 2 / 3.0, users: 3, undefinedUsers: 0);
        Assert.Equal("given-per-user", root.GetProperty("split").GetProperty("candidates").GetString());
    }

    [Fact]
    public void Evaluate_TextIds_AreIdsToo()
    {
        string train = _files.Write("t.csv", "user,item", "ann,alien", "bob,alien", "bob,brazil", "cid,alien");
        string test = _files.Write("h.csv", "user,item", "ann,brazil", "7,alien");

        JsonElement root = CommandLine.Json("evaluate", "--train", train, "--test", test, "--model", "popularity", "--metrics", "HR@1");

        AssertMetric(root.GetProperty("results")[0], "HR@1", 1, users: 2, undefinedUsers: 0);
    }

    [Fact]
    public void Evaluate_CatalogAndAllItems_WidensTheCandidates()
    {
        string movies = _files.Write("movies.csv", "item,title", "10,Ten", "50,Fifty", "60,Sixty");

        JsonElement root = CommandLine.Json(
            "evaluate", "--train", _train, "--test", _test, "--catalog", movies, "--candidate-items", "all", "--model", "popularity", "--metrics", "Coverage@1");

        Assert.Equal(7, Int(root.GetProperty("split"), "candidateItems"));
        AssertMetric(root.GetProperty("results")[0], "Coverage@1", 3 / 7.0, users: 3, undefinedUsers: 0);
    }

    [Fact]
    public void Evaluate_NoFallback_LeavesNewUsersWithoutAList()
    {
        JsonElement root = CommandLine.Json(
            "evaluate", "--train", _train, "--test", _test, "--model", "als", "--metrics", "HR@10", "--fallback", "none", "--set", "als.Factors=2");

        JsonElement als = root.GetProperty("results")[0];
        Assert.Equal(JsonValueKind.Null, als.GetProperty("fallback").ValueKind);
        Assert.Equal((0, 1), (Int(als, "fallbackUsers"), Int(als, "emptyLists")));
    }

    [Fact]
    public void Evaluate_Convention_GoesIntoTheNamesAndSaysWhatItLacks()
    {
        CommandLine run = CommandLine.Run(
            "evaluate", "--train", _train, "--test", _test, "--model", "popularity", "--metrics", "NDCG@10,Recall@2,MRR@2", "--convention", "recommenders", "--json");

        Assert.Equal(0, run.ExitCode);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal(
            ["NDCG@10", "Recall@2(R)", "MRR@2"],
            document.RootElement.GetProperty("results")[0].GetProperty("metrics").EnumerateObject().Select(static p => p.Name));
        Assert.Contains("Recommenders does not define MRR@2", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_Text_ShowsPolicyIntervalsAndWhoAnswered()
    {
        CommandLine run = CommandLine.Run("evaluate", "--train", _train, "--test", _test, "--metrics", "NDCG@10,Coverage@10", "--set", "als.Factors=2");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("items with a training interaction (4), 1 test interactions outside them; convention Default", run.Output, StringComparison.Ordinal);
        Assert.Contains("warm-users", run.Output, StringComparison.Ordinal);
        Assert.Contains(" … ", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 users it knows nothing about were answered by popularity", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public void Evaluate_SameSeed_GivesTheSameNumbers()
    {
        string[] call = ["evaluate", "--train", _train, "--test", _test, "--model", "als", "--metrics", "NDCG@3,MRR@3", "--set", "als.Factors=3", "--seed"];

        Assert.Equal(Numbers("5"), Numbers("5"));

        string Numbers(string seed) => CommandLine.Json([.. call, seed]).GetProperty("results")[0].GetProperty("metrics").GetRawText();
    }

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static void AssertMetric(JsonElement result, string name, double mean, int users, int undefinedUsers)
    {
        JsonElement metric = result.GetProperty("metrics").GetProperty(name);
        Assert.True(Math.Abs(mean - metric.GetProperty("mean").GetDouble()) < 1e-12, string.Create(CultureInfo.InvariantCulture, $"{name}: {metric}"));
        Assert.Equal((users, undefinedUsers), (Int(metric, "users"), Int(metric, "undefinedUsers")));
    }
}
