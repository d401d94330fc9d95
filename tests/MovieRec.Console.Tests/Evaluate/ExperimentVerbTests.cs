using System.Text.Json;

namespace MovieRec.Cli.Tests.Evaluate;

/// <summary>ablate, sweep, hypothesis, log and the report, as a person calls them.</summary>
public sealed class ExperimentVerbTests : IDisposable
{
    private readonly TemporaryFiles _files = new();
    private readonly string _data;

    public ExperimentVerbTests()
    {
        _data = _files.Path("set");
        CommandLine.Json("data", "synth", "--users", "80", "--movies", "60", "--interactions", "1800", "--out", _data);
    }

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Ablate_EveryModelAndReranker_IsMeasuredAndRecorded()
    {
        string log = _files.Path("log");
        string csv = _files.Path("table.csv");
        JsonElement result = CommandLine.Json(
            "ablate", "--data", _data, "--split", "last-share", "--model", "popularity", "als", "--set", "als.Factors=4", "als.Iterations=2", "--rerankers", "popularity=0.5",
            "--metrics", "NDCG@5,Coverage@5", "--resamples", "200", "--seeds", "2", "--csv", csv, "--log", log);

        Assert.Equal(
            ["popularity", "popularity+popularity=0.5", "als", "als+popularity=0.5"],
            result.GetProperty("results").EnumerateArray().Select(static r => r.GetProperty("variant").GetString()));
        JsonElement als = result.GetProperty("results")[2];
        Assert.True(als.GetProperty("modelBytes").GetInt64() > 0);
        Assert.True(als.GetProperty("latencyMilliseconds").GetProperty("p95").GetDouble() > 0);
        Assert.Equal(2, als.GetProperty("overSeeds").GetProperty("NDCG@5").GetProperty("seeds").GetInt32());
        Assert.True(als.GetProperty("slices").EnumerateObject().Count() > 3);
        Assert.Equal(3, result.GetProperty("comparisons").GetArrayLength());
        Assert.Contains(File.ReadLines(csv), static l => l.StartsWith("als+popularity=0.5,als,popularity=0.5,all-users,NDCG@5,", StringComparison.Ordinal));

        JsonElement entries = CommandLine.Json("log", "--log", log).GetProperty("entries");
        Assert.Equal(4, entries.GetArrayLength());
        Assert.Equal("ablate", entries[0].GetProperty("command").GetString());
        Assert.Equal("baseline", entries[0].GetProperty("outcome").GetString());
        Assert.Equal(als.GetProperty("metrics").GetProperty("NDCG@5").GetProperty("mean").GetDouble(), entries[2].GetProperty("metrics").GetProperty("NDCG@5").GetProperty("mean").GetDouble());
    }

    [Fact]
    public void Sweep_LooksOnce_ThenOnlyAfterARecordedReset()
    {
        string[] call =
        [
            "sweep", "--data", _data, "--split", "last-share", "--model", "als", "--set", "als.Iterations=2", "--param", "als.Factors=2,4,8", "--strategy", "grid",
            "--metric", "NDCG@5", "--test-metrics", "NDCG@5,HR@5", "--journal", _files.Path("journal"), "--look-at-test",
        ];
        JsonElement first = CommandLine.Json([.. call, "--report", _files.Path("sweep.html"), "--log", _files.Path("log")]);
        Assert.Equal(3, first.GetProperty("trials").GetArrayLength());
        Assert.Equal(1, first.GetProperty("looksAtTest").GetInt32());
        Assert.True(first.GetProperty("test").GetProperty("metrics").GetProperty("HR@5").GetProperty("mean").GetDouble() > 0);

        Assert.Contains("was looked at", CommandLine.Refused(call), StringComparison.Ordinal);

        JsonElement again = CommandLine.Json([.. call, "--reset-test", "a test of the reset"]);
        Assert.All(again.GetProperty("trials").EnumerateArray(), static t => Assert.True(t.GetProperty("fromJournal").GetBoolean()));
        Assert.Equal(first.GetProperty("best").GetProperty("settings").GetRawText(), again.GetProperty("best").GetProperty("settings").GetRawText());
        Assert.Equal(2, again.GetProperty("looksAtTest").GetInt32());
        Assert.Equal("a test of the reset", again.GetProperty("resets")[0].GetProperty("reason").GetString());
        AssertSelfContained(_files.Path("sweep.html"));
        Assert.Equal(4, CommandLine.Json("log", "--log", _files.Path("log")).GetProperty("entries").GetArrayLength());
    }

    [Fact]
    public void Evaluate_Report_IsOneSelfContainedPage()
    {
        string page = _files.Path("report.html");
        string log = _files.Path("log");
        CommandLine run = CommandLine.Run(
            "evaluate", "--data", _data, "--split", "last-share", "--metrics", "NDCG@5,Coverage@5", "--set", "als.Factors=4", "--resamples", "200", "--report", page, "--log", log);

        Assert.True(run.ExitCode == 0, run.Error);
        string html = AssertSelfContained(page);
        foreach (string part in new[] { "<h2>Metrics", "<h2>Is the difference real?", "<h2>Trade-offs", "<h2>Slices", "<h2>Latency", "<h2>Lists side by side", "because of Synthetic Movie", "prefers-color-scheme:dark", "@media print" })
        {
            Assert.Contains(part, html, StringComparison.Ordinal);
        }

        CommandLine markdown = CommandLine.Run("log", "--log", log);
        Assert.Equal(0, markdown.ExitCode);
        Assert.Contains("| als | Factors=4;", markdown.Output, StringComparison.Ordinal);
        CommandLine csv = CommandLine.Run("log", "--log", log, "--export", "csv", "--variant", "als");
        Assert.Equal(2, csv.Output.TrimEnd().Split('\n').Length);

        string part0 = Directory.GetFiles(log).Single();
        byte[] bytes = File.ReadAllBytes(part0);
        bytes[40] ^= 1;
        File.WriteAllBytes(part0, bytes);
        CommandLine damaged = CommandLine.Run("log", "--log", log);
        Assert.Equal(1, damaged.ExitCode);
        Assert.Contains("Damaged: " + Path.GetFileName(part0), damaged.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Gate_Log_RecordsTheVerdict()
    {
        string log = _files.Path("log");
        CommandLine run = CommandLine.Run("gate", "--config", Path.Combine(Root(AppContext.BaseDirectory), "samples", "gate.json"), "--log", log);

        Assert.Equal(0, run.ExitCode);
        JsonElement entry = Assert.Single(CommandLine.Json("log", "--log", log).GetProperty("entries").EnumerateArray());
        Assert.Equal("gate", entry.GetProperty("command").GetString());
        Assert.Equal("passed", entry.GetProperty("outcome").GetString());
        Assert.True(entry.GetProperty("metrics").EnumerateObject().Count() > 5);
    }

    [Fact]
    public void Hypothesis_SimulatedData_IsRefused()
    {
        string results = _files.Path("results.md");

        Assert.Contains("simulated data never answers a hypothesis", CommandLine.Refused("hypothesis", "h1", "--data", _data, "--out", results), StringComparison.Ordinal);
        Assert.False(File.Exists(results));
    }

    [Theory]
    [InlineData("there is no such hypothesis", "hypothesis", "h9", "--data", "x")]
    [InlineData("NAME=STRENGTH", "ablate", "--data", "x", "--rerankers", "shuffle")]
    [InlineData("--model is missing", "sweep", "--data", "x")]
    [InlineData("--param is missing", "sweep", "--data", "x", "--model", "als")]
    [InlineData("expected an option of als", "sweep", "--data", "x", "--model", "als", "--param", "ease.Regularization=1,2")]
    [InlineData("has no option 'Colour'", "sweep", "--data", "x", "--model", "als", "--param", "als.Colour=1,2")]
    [InlineData("needs --journal", "sweep", "--data", "x", "--model", "als", "--param", "als.Factors=1,2", "--look-at-test")]
    [InlineData("of which more is better", "sweep", "--data", "x", "--model", "als", "--param", "als.Factors=1,2", "--metric", "Popularity@10")]
    [InlineData("Successive halving needs a resource", "sweep", "--data", "x", "--model", "als", "--param", "als.Factors=1,2", "--strategy", "halving")]
    [InlineData("there is no such folder", "log", "--log", "no-such-folder")]
    [InlineData("expected md or csv", "log", "--log", ".", "--export", "xml")]
    [InlineData("expected a file in a folder that exists", "evaluate", "--data", "x", "--report", "no/such/folder/x.html")]
    [InlineData("--report-users goes with --report", "evaluate", "--data", "x", "--report-users", "1")]
    [InlineData("--seeds 0", "evaluate", "--data", "x", "--seeds", "0")]
    public void Call_Wrong_SaysWhatInOneLine(string expected, params string[] args) =>
        Assert.Contains(expected, CommandLine.Refused(args), StringComparison.Ordinal);

    private static string Root(string folder) => File.Exists(Path.Combine(folder, "MovieRec.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);

    private static string AssertSelfContained(string path)
    {
        string html = File.ReadAllText(path);
        Assert.Contains("<svg class=\"plot\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<link", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        Assert.Equal("", html.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal) is var rest && rest.Contains("://", StringComparison.Ordinal) ? rest : "");
        return html;
    }
}
