using System.Text.Json;

namespace MovieRec.Cli.Tests;

/// <summary>The content model and the SVD from the command line, on the bundled data set.</summary>
public sealed class ContentJourneyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("movierec-content-").FullName;

    private static string Bundled => Path.Combine(AppContext.BaseDirectory, "datasets", "screening-room");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Content_TrainRecommendExplainSimilar_NamesWhatIsShared()
    {
        string model = At("content.mrec");
        JsonElement trained = CommandLine.Json("train", "--data", Bundled, "--model", "content", "--out", model);
        Assert.True(trained.GetProperty("coverage").GetProperty("movies").GetInt32() > 100);
        Assert.Equal("movierec", trained.GetProperty("options").GetProperty("Generator").GetString());

        JsonElement similar = CommandLine.Json("similar", "--model", model, "--item", "Alien", "--count", "5");
        Assert.Contains(similar.GetProperty("items").EnumerateArray(), static i => i.GetProperty("title").GetString() == "Aliens");

        string liked = similar.GetProperty("itemId").GetRawText();
        JsonElement list = CommandLine.Json("recommend", "--model", model, "--liked", liked, "--count", "5");
        JsonElement first = list.GetProperty("items")[0];
        JsonElement reason = first.GetProperty("reason");
        Assert.Equal("SimilarContent", reason.GetProperty("kind").GetString());
        Assert.Equal(liked, reason.GetProperty("anchorId").GetRawText());
        JsonElement shared = reason.GetProperty("shared");
        Assert.Equal(
            ["directors", "cast", "keywords", "genres"], shared.EnumerateObject().Select(static p => p.Name));
        Assert.Contains(shared.EnumerateObject(), static p => p.Value.GetArrayLength() > 0);
        Assert.StartsWith("like Alien", reason.GetProperty("text").GetString(), StringComparison.Ordinal);

        JsonElement explanation = CommandLine.Json("explain", "--model", model, "--liked", liked, "--item", first.GetProperty("itemId").GetRawText());
        double sum = explanation.GetProperty("contributions").EnumerateArray().Sum(static c => c.GetProperty("contribution").GetDouble());
        Assert.Equal(explanation.GetProperty("score").GetDouble(), sum, 1e-5);
        Assert.Equal(0, explanation.GetProperty("remainder").GetDouble());
    }

    [Fact]
    public void Embed_ThenTrain_UsesTheStoredVectorsAndSaysSo()
    {
        string data = At("data");
        CommandLine.Json("data", "convert", "--data", Bundled, "--out", data);
        JsonElement embedded = CommandLine.Json("data", "embed", "--data", data, "--set", "content.Dimensions=24");
        Assert.Equal(24, embedded.GetProperty("dimensions").GetInt32());

        CommandLine stored = CommandLine.Run("train", "--data", data, "--model", "content", "--out", At("a.mrec"), "--json");
        Assert.Equal(0, stored.ExitCode);
        Assert.Contains("embeddings.parquet", stored.Error, StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(stored.Output);
        Assert.Equal(
            embedded.GetProperty("checksum").GetString(), document.RootElement.GetProperty("options").GetProperty("Vectors").GetString());

        CommandLine anew = CommandLine.Run("train", "--data", data, "--model", "content", "--set", "content.Dimensions=16", "--out", At("b.mrec"));
        Assert.Equal(0, anew.ExitCode);
        Assert.Contains("not used", anew.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Svd_TrainAndExplain_AddsUp()
    {
        string model = At("svd.mrec");
        JsonElement trained = CommandLine.Json("train", "--data", Bundled, "--model", "svd", "--set", "svd.Factors=12", "svd.ItemScaling=0.5", "--out", model);
        Assert.Equal("0.5", trained.GetProperty("options").GetProperty("ItemScaling").GetString());
        JsonElement user = CommandLine.Json("recommend", "--model", model, "--user", "100001", "--count", "1");
        string item = user.GetProperty("items")[0].GetProperty("itemId").GetRawText();
        JsonElement explanation = CommandLine.Json("explain", "--model", model, "--user", "100001", "--item", item);
        double sum = explanation.GetProperty("contributions").EnumerateArray().Sum(static c => c.GetProperty("contribution").GetDouble());
        Assert.Equal(explanation.GetProperty("score").GetDouble(), sum, 1e-4);
    }

    [Fact]
    public void Evaluate_ContentAmongHeldOutItems_IsFarAboveWhatKnowsOnlyInteractions()
    {
        JsonElement run = CommandLine.Json("evaluate", "--data", Bundled, "--split", "held-out-items", "--model", "svd", "content", "--fallback", "none", "--metrics", "NDCG@10");
        double[] means = [.. run.GetProperty("results").EnumerateArray().Select(static r => r.GetProperty("metrics").GetProperty("NDCG@10").GetProperty("mean").GetDouble())];
        Assert.Equal(0, means[0]);
        Assert.True(means[1] > 0.1, $"content {means[1]}");
    }

    [Fact]
    public void Refused_ContentWithoutMetadataOrBadOptions_OneLine()
    {
        string csv = At("ratings.csv");
        File.WriteAllLines(csv, ["user,item,rating", "1,10,5", "2,10,4", "2,11,5"]);
        Assert.Contains("nothing to make vectors of", CommandLine.Refused("train", "--data", csv, "--model", "content", "--out", At("x.mrec")), StringComparison.Ordinal);
        Assert.Contains("1 … 1024", CommandLine.Refused("train", "--data", csv, "--model", "svd", "--set", "svd.Factors=0", "--out", At("x.mrec")), StringComparison.Ordinal);
        Assert.Contains("has no option", CommandLine.Refused("train", "--data", csv, "--model", "content", "--set", "content.Colour=1", "--out", At("x.mrec")), StringComparison.Ordinal);
        Assert.Contains("dataset.json", CommandLine.Refused("data", "embed", "--data", _folder), StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(_folder, name);
}
