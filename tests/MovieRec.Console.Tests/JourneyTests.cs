using System.Text.Json;

namespace MovieRec.Cli.Tests;

/// <summary>The verbs one after the other, as a person uses them: generate, convert, look at, train, ask, explain.</summary>
public sealed class JourneyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("movierec-journey-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Verbs_OneAfterTheOther_GiveAnExplainedList()
    {
        string csv = At("csv");
        string data = At("data");
        string model = At("model.mrec");
        JsonElement synth = CommandLine.Json("data", "synth", "--users", "120", "--movies", "80", "--interactions", "2400", "--out", csv, "--format", "csv");
        Assert.Equal(2400, synth.GetProperty("interactions").GetInt32());
        JsonElement converted = CommandLine.Json("data", "convert", "--data", csv, "--out", data);
        Assert.Equal(JsonValueKind.Object, converted.ValueKind);
        JsonElement quality = CommandLine.Json("data", "quality", "--data", data).GetProperty("quality");
        Assert.Equal(2400, quality.GetProperty("interactions").GetInt32());
        JsonElement trained = CommandLine.Json("train", "--data", data, "--out", model, "--set", "als.Factors=8");
        Assert.Equal("8", trained.GetProperty("options").GetProperty("Factors").GetString());

        JsonElement list = CommandLine.Json("recommend", "--model", model, "--user", "7", "--count", "4");
        Assert.Equal(7, list.GetProperty("user").GetInt32());
        JsonElement[] items = [.. list.GetProperty("items").EnumerateArray()];
        Assert.Equal(4, items.Length);
        Assert.StartsWith("Synthetic Movie", items[0].GetProperty("title").GetString(), StringComparison.Ordinal);

        JsonElement reason = items[0].GetProperty("reason");
        Assert.Equal("BecauseYouLiked", reason.GetProperty("kind").GetString());
        string item = items[0].GetProperty("itemId").GetRawText();
        JsonElement explanation = CommandLine.Json("explain", "--model", model, "--user", "7", "--item", item);
        JsonElement[] contributions = [.. explanation.GetProperty("contributions").EnumerateArray()];
        double sum = explanation.GetProperty("remainder").GetDouble() + contributions.Sum(static c => c.GetProperty("contribution").GetDouble());
        Assert.Equal(items[0].GetProperty("score").GetDouble(), explanation.GetProperty("score").GetDouble());
        Assert.Equal(explanation.GetProperty("score").GetDouble(), sum, 1e-5 * explanation.GetProperty("magnitude").GetDouble());
        Assert.Equal(reason.GetProperty("anchorId").GetRawText(), contributions[0].GetProperty("itemId").GetRawText());

        JsonElement similar = CommandLine.Json("similar", "--model", model, "--item", item, "--count", "3");
        Assert.Equal(3, similar.GetProperty("items").GetArrayLength());
        Assert.DoesNotContain(similar.GetProperty("items").EnumerateArray(), s => s.GetProperty("itemId").GetRawText() == item);
    }

    [Fact]
    public void Recommend_LikedWithUnknownIds_NamesThem()
    {
        JsonElement list = CommandLine.Json("recommend", "--model", Model(), "--liked", "1,2,999999", "--count", "2");

        Assert.Equal("FoldIn", list.GetProperty("rung").GetString());
        Assert.Equal("999999", Assert.Single(list.GetProperty("ignoredIds").EnumerateArray()).GetString());
    }

    [Fact]
    public void Recommend_UnknownUser_GetsPopularItems()
    {
        JsonElement list = CommandLine.Json("recommend", "--model", Model(), "--user", "424242");

        Assert.Equal("Popular", list.GetProperty("rung").GetString());
        Assert.All(list.GetProperty("items").EnumerateArray(), static i => Assert.Equal("Popular", i.GetProperty("reason").GetProperty("kind").GetString()));
    }

    [Fact]
    public void Recommend_Filter_IsPushedDown()
    {
        JsonElement list = CommandLine.Json("recommend", "--model", Model(), "--user", "7", "--count", "3", "--years", "1990-");

        Assert.Equal(3, list.GetProperty("items").GetArrayLength());
        Assert.All(list.GetProperty("items").EnumerateArray(), static i => Assert.InRange(i.GetProperty("year").GetInt32(), 1990, 2100));
    }

    [Fact]
    public void Recommend_Diversity_ZeroIsTheModelsListAndOneIsNot()
    {
        string model = Model();
        string own = Items();
        Assert.Equal(own, Items("--diversity", "0"));
        Assert.NotEqual(own, Items("--diversity", "1"));
        Assert.Contains("expected 0 … 1", CommandLine.Refused("recommend", "--model", model, "--user", "7", "--diversity", "1.5"), StringComparison.Ordinal);

        string Items(params string[] more) =>
            CommandLine.Json(["recommend", "--model", model, "--user", "7", .. more]).GetProperty("items").GetRawText();
    }

    [Fact]
    public void Evaluate_Rerank_PrintsItsPrice()
    {
        string[] call = ["evaluate", "--data", Data(), "--split", "last-share", "--model", "popularity", "--rerank", "mmr=0.6"];
        JsonElement[] results = [.. CommandLine.Json(call).GetProperty("results").EnumerateArray()];
        Assert.Equal(["popularity", "popularity+mmr=0.6"], results.Select(static r => r.GetProperty("model").GetString()));
        JsonElement price = results[1].GetProperty("rerankPrice");
        double gained = Mean(1, "ILD@10") - Mean(0, "ILD@10");
        Assert.True(gained > 0);
        Assert.Equal(gained, price.GetProperty("diversityChange").GetDouble(), 12);
        Assert.Equal((Mean(0, "NDCG@10") - Mean(1, "NDCG@10")) / gained, price.GetProperty("price").GetDouble(), 12);
        Assert.Contains("per unit of ILD@10", CommandLine.Run(call).Output, StringComparison.Ordinal);

        double Mean(int row, string metric) => results[row].GetProperty("metrics").GetProperty(metric).GetProperty("mean").GetDouble();
    }

    [Fact]
    public void Recommend_DamagedModel_IsRefusedWithThePlace()
    {
        string model = Model();
        byte[] bytes = File.ReadAllBytes(model);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(model, bytes);

        string line = CommandLine.Refused("recommend", "--model", model, "--user", "7");

        Assert.Contains(model, line, StringComparison.Ordinal);
        Assert.Contains("damaged", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'frobnicate': there is no such verb", "frobnicate")]
    [InlineData("--user ID or --liked", "recommend", "--model", "x.mrec")]
    [InlineData("there is no such file", "recommend", "--model", "x.mrec", "--user", "1")]
    [InlineData("there is no such model", "train", "--data", ".", "--model", "magic", "--out", "x.mrec")]
    [InlineData("has no option 'Colour'", "train", "--data", ".", "--set", "als.Colour=1", "--out", "x.mrec")]
    [InlineData("Factors must be in 1 … 1024", "train", "--data", ".", "--set", "als.Factors=0", "--out", "x.mrec")]
    [InlineData("expected a file in a folder that exists", "train", "--data", ".", "--out", "no/such/folder/x.mrec")]
    [InlineData("there is no such file or folder", "data", "quality", "--data", "no-such-folder")]
    [InlineData("no such user", "demo", "--user", "5")]
    public void Call_Wrong_SaysWhatInOneLine(string expected, params string[] args) =>
        Assert.Contains(expected, CommandLine.Refused(args), StringComparison.Ordinal);

    [Fact]
    public void Train_Cancelled_ExitsWithThreeAndLeavesNothing()
    {
        string data = Data();
        string[] before = Directory.GetFileSystemEntries(_folder);

        CommandLine run = CommandLine.Run(new CancellationToken(canceled: true), "train", "--data", data, "--out", At("cancelled.mrec"));

        Assert.Equal(3, run.ExitCode);
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Demo_BundledData_HasEveryPart()
    {
        JsonElement demo = CommandLine.Json("demo");

        Assert.True(demo.GetProperty("dataSet").GetProperty("simulated").GetBoolean());
        Assert.True(demo.GetProperty("quality").GetProperty("interactions").GetInt32() >= 60_000);
        Assert.Equal(["popularity", "als"], demo.GetProperty("evaluation").GetProperty("results").EnumerateArray().Select(static r => r.GetProperty("model").GetString()));
        JsonElement items = demo.GetProperty("recommendation").GetProperty("items");
        Assert.Equal(10, items.GetArrayLength());
        Assert.All(items.EnumerateArray(), static i => Assert.False(string.IsNullOrEmpty(i.GetProperty("reason").GetProperty("anchorTitle").GetString())));
    }

    private string At(string name) => Path.Combine(_folder, name);

    private string Data()
    {
        string data = At("set");
        CommandLine.Json("data", "synth", "--users", "60", "--movies", "80", "--interactions", "1200", "--out", data);
        return data;
    }

    private string Model()
    {
        CommandLine.Json("train", "--data", Data(), "--out", At("model.mrec"), "--set", "als.Factors=8");
        return At("model.mrec");
    }
}
