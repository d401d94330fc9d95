using System.Text.Json;
using MovieRec.Serving;

namespace MovieRec.Cli.Tests;

public sealed class FeedbackCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("movierec-feedback-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string Log => Path.Combine(_folder.FullName, "feedback.db");

    [Fact]
    public async Task Report_ModelClickedTwiceAsOften_SaysHigherWithTheLift()
    {
        await Write();

        JsonElement report = CommandLine.Json("feedback", "report", "--log", Log, "--shares", "popularity=0.5,model=0.5");

        Assert.False(report.GetProperty("sampleRatioMismatch").GetBoolean());
        Assert.Equal(2_000, report.GetProperty("impressions").GetInt64());
        JsonElement model = report.GetProperty("variants")[1];
        Assert.Equal("model", model.GetProperty("variant").GetString());
        JsonElement clicks = model.GetProperty("clickRate");
        Assert.Equal("Higher", clicks.GetProperty("verdict").GetString());
        Assert.InRange(1.0, clicks.GetProperty("lift").GetProperty("low").GetDouble(), clicks.GetProperty("lift").GetProperty("high").GetDouble());
        Assert.Contains("UNKNOWN", model.GetProperty("saveRate").GetProperty("rate").GetProperty("unknown").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_AsText_NamesEachVariant()
    {
        await Write();

        CommandLine run = CommandLine.Run("feedback", "report", "--log", Log, "--shares", "popularity=0.5,model=0.5");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("popularity: 100 people", run.Output, StringComparison.Ordinal);
        Assert.Contains("against the control: Higher", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_SharesThatDoNotFit_AreCaught()
    {
        await Write();

        JsonElement report = CommandLine.Json("feedback", "report", "--log", Log, "--shares", "popularity=0.8,model=0.2");

        Assert.True(report.GetProperty("sampleRatioMismatch").GetBoolean());
        Assert.Equal("Unknown", report.GetProperty("variants")[1].GetProperty("clickRate").GetProperty("verdict").GetString());
    }

    [Theory]
    [InlineData("popularity")]
    [InlineData("popularity=0.5,popularity=0.5")]
    public async Task Report_BadShares_AreRefused(string shares)
    {
        await Write();

        Assert.Contains("--shares", CommandLine.Refused("feedback", "report", "--log", Log, "--shares", shares), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_NoSuchFile_IsRefused() => Assert.Contains(
        "does not exist", CommandLine.Refused("feedback", "report", "--log", Log, "--shares", "popularity=0.5,model=0.5"), StringComparison.Ordinal);

    /// <summary>200 people with 10 impressions each: 2 or 4 of them clicked, give or take one.</summary>
    private async Task Write()
    {
        using FeedbackLog<int> log = FeedbackLog<int>.Open(new FeedbackLogOptions { Path = Log });
        DateTimeOffset time = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        for (int user = 0; user < 200; user++)
        {
            string variant = user % 2 == 0 ? "popularity" : "model";
            int clicks = (variant == "model" ? 4 : 2) + ((user / 2 % 3) - 1);
            List<FeedbackRecord<int>> records = [];
            for (int position = 1; position <= 10; position++)
            {
                FeedbackEvent<int> impression = new()
                {
                    UserPseudonym = $"k1.{user:D3}",
                    ItemId = position,
                    Position = position,
                    Variant = variant,
                    PolicyVersion = "best-first",
                    CandidateSetId = $"set-{user}",
                    Probability = 1,
                    ModelVersion = "als-test",
                    Time = time,
                    Kind = FeedbackKind.Impression,
                };
                records.Add(FeedbackRecord<int>.Create(impression));
                if (position <= clicks)
                {
                    records.Add(FeedbackRecord<int>.Create(impression with { Kind = FeedbackKind.Click }));
                }
            }

            await log.AppendAsync(records);
        }
    }
}
