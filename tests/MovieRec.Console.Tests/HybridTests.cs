using System.Text.Json;
using MovieRec.Cli.Data;

namespace MovieRec.Cli.Tests;

/// <summary>The hybrid from training to answers for people and movies nobody knows, on the bundled films.</summary>
public sealed class HybridTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("movierec-hybrid-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Verbs_HybridByHand_AnswerOnboardAndExplain()
    {
        string model = Path.Combine(_folder, "model.mrec");
        JsonElement trained = CommandLine.Json(
            "train", "--data", BundledData.Folder, "--model", "hybrid", "--out", model, "--set", "als.Factors=16", "--set", "als.Iterations=4",
            "--set", "hybrid.Als=2", "--set", "hybrid.Content=1", "--set", "hybrid.Popularity=1", "--set", "hybrid.UserEvidence=10",
            "--set", "hybrid.ItemEvidence=2", "--set", "hybrid.PriorScale=0.5", "--set", "hybrid.UnseenContent=1");
        Assert.Equal("0.5", trained.GetProperty("options").GetProperty("Weight.als").GetString());

        JsonElement[] shown = [.. CommandLine.Json("onboard", "--model", model, "--count", "8").GetProperty("items").EnumerateArray()];
        Assert.Equal(8, shown.Select(static i => i.GetProperty("itemId").GetInt64()).Distinct().Count());
        string liked = shown[0].GetProperty("itemId").GetRawText();
        JsonElement first = CommandLine.Json("recommend", "--model", model, "--liked", liked, "--count", "3").GetProperty("items")[0];
        JsonElement explanation = CommandLine.Json("explain", "--model", model, "--liked", liked, "--item", first.GetProperty("itemId").GetRawText());
        double sum = explanation.GetProperty("remainder").GetDouble()
            + explanation.GetProperty("contributions").EnumerateArray().Sum(static c => c.GetProperty("contribution").GetDouble());
        Assert.Equal(first.GetProperty("score").GetDouble(), sum, 1e-5 * explanation.GetProperty("magnitude").GetDouble());
        Assert.NotEqual(0, explanation.GetProperty("remainder").GetDouble());

        string Like(string by) => CommandLine.Json("similar", "--model", model, "--item", liked, "--by", by, "--count", "10").GetProperty("items").GetRawText();
        Assert.Equal(3, new[] { Like("behaviour"), Like("content"), Like("blend") }.Distinct().Count());
        Assert.Contains("expected behaviour, content or blend", CommandLine.Refused("similar", "--model", model, "--item", liked, "--by", "taste"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no part 'knn'", "hybrid.Parts=als+knn")]
    [InlineData("has no part 'ease'", "hybrid.Ease=1")]
    [InlineData("PriorScale must be in 0 … 100", "hybrid.PriorScale=-1")]
    public void Train_HybridSettingsThatMakeNoSense_AreRefused(string message, string setting) =>
        Assert.Contains(
            message,
            CommandLine.Refused("train", "--data", BundledData.Folder, "--model", "hybrid", "--out", Path.Combine(_folder, "x.mrec"), "--set", setting),
            StringComparison.Ordinal);

    [Fact]
    public void Similar_ByPartOfAnotherModel_IsRefused()
    {
        string model = Path.Combine(_folder, "als.mrec");
        CommandLine.Json("train", "--data", BundledData.Folder, "--out", model, "--set", "als.Factors=4", "--set", "als.Iterations=1");
        Assert.Contains("only a hybrid has parts", CommandLine.Refused("similar", "--model", model, "--item", "Alien", "--by", "content"), StringComparison.Ordinal);
    }
}
