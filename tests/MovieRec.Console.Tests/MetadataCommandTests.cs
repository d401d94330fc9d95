using System.Text.Json;

namespace MovieRec.Cli.Tests;

/// <summary>Metadata, licences and title search through the command line.</summary>
public sealed class MetadataCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("movierec-metadata-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Convert_WithTmdbFile_JoinsReportsAndRemembersTheTerms()
    {
        string data = MovieLens();
        string tmdb = Write("tmdb.csv", "id,title,overview,genres\n862,Toy Story,Toys live.,\"[{'id': 16, 'name': 'Animation'}]\"\n");

        JsonElement converted = CommandLine.Json("data", "convert", "--data", data, "--metadata", tmdb, "--out", At("set"));

        JsonElement overview = converted.GetProperty("coverage").EnumerateArray().Single(static c => c.GetProperty("field").GetString() == "overview");
        Assert.Equal(1, overview.GetProperty("items").GetInt32());
        Assert.Equal(0.5, overview.GetProperty("interactionShare").GetDouble());
        Assert.Equal(["MovieLens", "tmdb"], converted.GetProperty("licences").EnumerateArray().Select(static l => l.GetProperty("name").GetString()));
        Assert.Contains("metadataSources", File.ReadAllText(Path.Combine(At("set"), "dataset.json")), StringComparison.Ordinal);

        CommandLine.Json("train", "--data", At("set"), "--model", "popularity", "--out", At("model.mrec"));
        Assert.Equal(["MovieLens", "tmdb"], Recommender<long, long>.Load(At("model.mrec"), null, TestContext.Current.CancellationToken).Sources.Select(static s => s.Name));
    }

    [Fact]
    public void Titles_AsTyped_AreFoundOrAskedBack()
    {
        string model = At("model.mrec");
        CommandLine.Json("train", "--data", MovieLens(), "--model", "als", "--set", "als.Factors=2", "--out", model);

        JsonElement similar = CommandLine.Json("similar", "--model", model, "--item", "tou stroy");
        Assert.Equal(1, similar.GetProperty("itemId").GetInt32());
        JsonElement list = CommandLine.Json("recommend", "--model", model, "--liked", "Matrix, The (1999), toy story");
        Assert.Empty(list.GetProperty("ignoredIds").EnumerateArray());
        string line = CommandLine.Refused("similar", "--model", model, "--item", "heat");
        Assert.Contains("did you mean", line, StringComparison.Ordinal);
        Assert.Contains("Heat (1986)", line, StringComparison.Ordinal);
        Assert.Contains("no item has this id or title", CommandLine.Refused("similar", "--model", model, "--item", "qqqqqqq"), StringComparison.Ordinal);
    }

    [Fact]
    public void Licences_ListsUnknownsAsNull()
    {
        JsonElement[] all = [.. CommandLine.Json("data", "licences").GetProperty("dataSets").EnumerateArray()];

        Assert.Equal(10, all.Length);
        JsonElement latest = all.Single(static l => l.GetProperty("name").GetString() == "ml-latest");
        Assert.Equal(JsonValueKind.Null, latest.GetProperty("redistributable").ValueKind);
        Assert.Equal(JsonValueKind.Null, latest.GetProperty("sha256").ValueKind);
    }

    [Fact]
    public void Download_WithoutAcceptance_ShowsTheTermsAndRefuses()
    {
        CommandLine run = CommandLine.Run("data", "download", "ml-1m", "--out", At("x"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("commercial use", run.Error, StringComparison.Ordinal);
        Assert.Contains("--accept-licence", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("x")));
    }

    [Fact]
    public void Download_NobodyAnswers_SaysNoNetworkInOneLine()
    {
        string line = CommandLine.Refused("data", "download", "ml-1m", "--accept-licence", "--out", At("x"), "--from", "http://127.0.0.1:9/ml-1m.zip");

        Assert.Contains("there is no network", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Download_NoArchiveOrNoSuchSet_IsRefused()
    {
        Assert.Contains("no archive", CommandLine.Refused("data", "download", "tmdb", "--accept-licence", "--out", At("x")), StringComparison.Ordinal);
        Assert.Contains("there is no such data set", CommandLine.Refused("data", "download", "netflix", "--out", At("x")), StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    private string MovieLens()
    {
        Directory.CreateDirectory(At("ml"));
        Write("ml/movies.csv", "movieId,title,genres\n1,Toy Story (1995),Animation\n2,\"Matrix, The (1999)\",Action\n3,Heat (1995),Crime\n4,Heat (1986),Action\n");
        Write("ml/links.csv", "movieId,imdbId,tmdbId\n1,0114709,862\n2,0133093,603\n3,,\n4,,\n");
        Write("ml/ratings.csv", "userId,movieId,rating,timestamp\n1,1,5,1000\n1,2,4,1001\n2,1,5,1000\n2,3,4,1001\n");
        return At("ml");
    }
}
