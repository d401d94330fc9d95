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

    [Theory]
    [InlineData("--split|diagonal", "there are temporal, leave-last-out, last-share, random, strong")]
    [InlineData("--split|random|--last|2", "--last does not go with --split random")]
    [InlineData("--split|temporal|--part|test", "--part does not go with --split temporal")]
    [InlineData("--split|strong|--part|train", "expected test or validation")]
    [InlineData("--split|random|--test-share|1.5", "Share must be above 0 and below 1")]
    [InlineData("--split|temporal|--cut|1", "both need at least one")]
    [InlineData("--split|strong|--min-positives|999", "users have at least 999 liked rows")]
    public void Evaluate_WrongSplit_SaysWhy(string options, string part) =>
        Assert.Contains(part, CommandLine.Refused(["evaluate", "--data", _data, .. options.Split('|')]), StringComparison.Ordinal);
}
