using System.Text.Json;

namespace MovieRec.Cli.Tests;

/// <summary><c>export</c> and <c>import</c> as a caller uses them: train, write for Spark and NumPy, read back, serve.</summary>
public sealed class ImportCommandTests
{
    [Fact]
    public void Import_SparkFolderAlone_ServesTheExportedModelAndRefusesTheRestWithReasons()
    {
        using TemporaryFiles files = new();
        string trained = Train(files);
        CommandLine.Json("export", "--model", trained, "--spark-als", files.Path("spark"));

        JsonElement imported = CommandLine.Json("import", "--spark-als", files.Path("spark"), "--out", files.Path("back.mrec"));

        Assert.Equal("spark-als", imported.GetProperty("model").GetString());
        Assert.Equal(3, imported.GetProperty("source").GetProperty("verifiedFiles").GetInt32());
        Assert.False(imported.GetProperty("foldIn").GetProperty("available").GetBoolean());
        Assert.Equal(JsonValueKind.Null, imported.GetProperty("gap").ValueKind);
        JsonElement[] before = Items(CommandLine.Json("recommend", "--model", trained, "--user", "3", "--count", "20"));
        JsonElement[] after = Items(CommandLine.Json("recommend", "--model", files.Path("back.mrec"), "--user", "3", "--count", "100"));
        Dictionary<long, float> scores = after.ToDictionary(static i => i.GetProperty("itemId").GetInt64(), static i => i.GetProperty("score").GetSingle());
        Assert.NotEmpty(before);
        Assert.All(before, i => Assert.Equal(i.GetProperty("score").GetSingle(), scores[i.GetProperty("itemId").GetInt64()], 1e-5f));
        Assert.NotEmpty(Items(CommandLine.Json("similar", "--model", files.Path("back.mrec"), "--item", "2")));
        Assert.Contains("does not record the objective", CommandLine.Refused("explain", "--model", files.Path("back.mrec"), "--user", "3", "--item", "2"), StringComparison.Ordinal);
        Assert.Contains("does not record the objective", CommandLine.Refused("recommend", "--model", files.Path("back.mrec"), "--liked", "2"), StringComparison.Ordinal);
    }

    [Fact]
    public void Import_WithInteractionsAndOptions_ServesFiltersReasonsAndReportsTheGap()
    {
        using TemporaryFiles files = new();
        CommandLine.Json("export", "--model", Train(files), "--spark-als", files.Path("spark"));
        string catalog = files.Write("movies.csv", ["item,title,genres", .. Enumerable.Range(1, 12).Select(static i => $"{i},Film {i},{(i % 2 == 0 ? "Comedy" : "Drama")}")]);

        JsonElement imported = CommandLine.Json(
            "import", "--spark-als", files.Path("spark"), "--interactions", files.Path("train.csv"), "--catalog", catalog,
            "--reg-param", "0.05", "--alpha", "2", "--implicit-prefs", "true", "--out", files.Path("back.mrec"));

        Assert.True(imported.GetProperty("foldIn").GetProperty("available").GetBoolean());
        Assert.True(imported.GetProperty("explanations").GetProperty("available").GetBoolean());
        Assert.Equal(20, imported.GetProperty("gap").GetProperty("users").GetInt32());
        Assert.True(imported.GetProperty("gap").GetProperty("max").GetDouble() >= imported.GetProperty("gap").GetProperty("mean").GetDouble());
        JsonElement[] items = Items(CommandLine.Json("recommend", "--model", files.Path("back.mrec"), "--user", "3", "--genre", "Comedy"));
        Assert.NotEmpty(items);
        Assert.All(items, static i => Assert.Equal(0, i.GetProperty("itemId").GetInt64() % 2));
        Assert.Contains(items, static i => i.GetProperty("reason").GetProperty("kind").GetString() == "BecauseYouLiked");
        Assert.NotEmpty(Items(CommandLine.Json("recommend", "--model", files.Path("back.mrec"), "--liked", "1,2")));
        JsonElement explanation = CommandLine.Json("explain", "--model", files.Path("back.mrec"), "--user", "3", "--item", "2");
        double sum = explanation.GetProperty("remainder").GetDouble()
            + explanation.GetProperty("contributions").EnumerateArray().Sum(static c => c.GetProperty("contribution").GetDouble());
        Assert.Equal(explanation.GetProperty("score").GetDouble(), sum, 1e-5);
    }

    [Fact]
    public void Import_NpzWithIdFiles_UsesTheLinesAsIds()
    {
        using TemporaryFiles files = new();
        CommandLine.Json("export", "--model", Train(files), "--implicit-npz", files.Path("factors.npz"));
        string users = files.Write("users.txt", [.. Enumerable.Range(1, 20).Select(static u => $"user-{u}")]);
        string items = files.Write("items.txt", [.. Enumerable.Range(1, 12).Select(static i => $"item-{i}")]);

        JsonElement imported = CommandLine.Json(
            "import", "--implicit-npz", files.Path("factors.npz"), "--user-ids", users, "--item-ids", items, "--out", files.Path("back.mrec"));

        Assert.Equal(20, imported.GetProperty("users").GetInt32());
        JsonElement[] list = Items(CommandLine.Json("recommend", "--model", files.Path("back.mrec"), "--user", "user-3", "--count", "3"));
        Assert.Equal(3, list.Length);
        Assert.StartsWith("item-", list[0].GetProperty("itemId").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Import_SparkWithIdLists_NamesTheLineOfEachNumber()
    {
        using TemporaryFiles files = new();
        CommandLine.Json("export", "--model", Train(files), "--spark-als", files.Path("spark"));
        string users = files.Write("users.txt", [.. Enumerable.Range(0, 21).Select(static u => $"user-{u}")]);

        CommandLine.Json("import", "--spark-als", files.Path("spark"), "--user-ids", users, "--out", files.Path("back.mrec"));

        Assert.NotEmpty(Items(CommandLine.Json("recommend", "--model", files.Path("back.mrec"), "--user", "user-20")));
        string tooShort = files.Write("short.txt", ["a", "b"]);
        Assert.Contains(
            "no line for the model's number 2",
            CommandLine.Refused("import", "--spark-als", files.Path("spark"), "--user-ids", tooShort, "--out", files.Path("no.mrec")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Import_WrongCalls_AreRefusedInOneLineAndWriteNothing()
    {
        using TemporaryFiles files = new();
        CommandLine.Json("export", "--model", Train(files), "--spark-als", files.Path("spark"));
        string spark = files.Path("spark");
        string output = files.Path("no.mrec");
        (string Expected, string[] Args)[] calls =
        [
            ("Name either --spark-als DIR or --implicit-npz FILE", ["import", "--out", output]),
            ("Name either --spark-als DIR or --implicit-npz FILE", ["import", "--spark-als", spark, "--implicit-npz", "x.npz", "--out", output]),
            ("--implicit-prefs true or false is missing", ["import", "--spark-als", spark, "--reg-param", "0.1", "--out", output]),
            ("--reg-param is missing", ["import", "--spark-als", spark, "--alpha", "1", "--interactions", files.Path("train.csv"), "--out", output]),
            ("--reg-param, --alpha: Regularization must be", ["import", "--spark-als", spark, "--reg-param", "-1", "--implicit-prefs", "true", "--out", output]),
            ("there is no such folder", ["import", "--spark-als", files.Path("nowhere"), "--out", output]),
            ("--implicit-npz " + files.Path("nowhere.npz") + ": there is no such file", ["import", "--implicit-npz", files.Path("nowhere.npz"), "--out", output]),
            ("no zip archive", ["import", "--implicit-npz", files.Path("train.csv"), "--out", output]),
            ("there is no such file or folder", ["import", "--spark-als", spark, "--interactions", files.Path("nowhere"), "--out", output]),
            ("Name either --spark-als DIR or --implicit-npz FILE", ["export", "--model", files.Path("model.mrec")]),
            ("exists; expected a folder that is not there yet", ["export", "--model", files.Path("model.mrec"), "--spark-als", spark]),
        ];
        foreach ((string expected, string[] args) in calls)
        {
            Assert.Contains(expected, CommandLine.Refused(args), StringComparison.Ordinal);
        }

        Assert.False(File.Exists(output));
    }

    private static string Train(TemporaryFiles files)
    {
        // Two tastes: odd users like odd films, even users even ones, with some crossing over.
        List<string> rows = ["user,item,rating"];
        for (int user = 1; user <= 20; user++)
        {
            for (int item = 1; item <= 12; item++)
            {
                if ((user + item) % 2 == 0 ? (user + item) % 5 != 0 : (user * item) % 7 == 1)
                {
                    rows.Add($"{user},{item},{3 + ((user + item) % 3)}");
                }
            }
        }

        files.Write("train.csv", [.. rows]);
        CommandLine.Json("train", "--data", files.Path("train.csv"), "--min-rating", "0", "--set", "als.Factors=4", "--out", files.Path("model.mrec"));
        return files.Path("model.mrec");
    }

    private static JsonElement[] Items(JsonElement answer) => [.. answer.GetProperty("items").EnumerateArray()];
}
