namespace MovieRec.Cli.Tests.Evaluate;

/// <summary>Wrong calls and wrong files: exit code 2, one line that says what was expected, nothing on standard output.</summary>
public sealed class EvaluateErrorTests : IDisposable
{
    private readonly TemporaryFiles _files = new();
    private readonly string _train;
    private readonly string _test;

    public EvaluateErrorTests()
    {
        _train = _files.Write("train.csv", "user,item", "1,10", "2,10", "2,20");
        _test = _files.Write("test.csv", "user,item", "1,20");
    }

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("--metrics|F1@10", "there is no such metric; there are NDCG@k")]
    [InlineData("--metrics|NDCG", "expected NDCG@k with a cutoff")]
    [InlineData("--metrics|NDCG@10,", "expected names separated by commas")]
    [InlineData("--metrics|Recall@10(q)", "Recall has no convention 'q'")]
    [InlineData("--convention|Surprise", "there are Default, Liang2018, Implicit, LensKit, RecTools, Recommenders, RecBole")]
    [InlineData("--model|magic", "there is no such model; there are popularity, als")]
    [InlineData("--set|als.Factors", "expected MODEL.Option=Value")]
    [InlineData("--set|als.Taste=1", "als has no option 'Taste'")]
    [InlineData("--set|als.Factors=0", "Factors must be in 1 … 1024")]
    [InlineData("--candidate-items|some", "expected trained or all")]
    [InlineData("--fallback|random", "expected popularity or none")]
    [InlineData("--rerank|mmr", "expected NAME=STRENGTH")]
    [InlineData("--rerank|mmr=2", "a strength in 0 … 1")]
    [InlineData("--rerank|mmr=0.5", "the catalogue has none")]
    [InlineData("--split|random", "--split does not go with --train and --test")]
    [InlineData("--last|3", "--last does not go with --train and --test")]
    public void Evaluate_WrongOption_SaysWhatWasExpected(string option, string part) => Assert.Contains(
        part, CommandLine.Refused(["evaluate", "--train", _train, "--test", _test, .. option.Split('|')]), StringComparison.Ordinal);

    [Fact]
    public void Evaluate_MissingParts_SaysWhich()
    {
        Assert.Contains("--train and --test", CommandLine.Refused("evaluate"), StringComparison.Ordinal);
        Assert.Contains("--test is missing", CommandLine.Refused("evaluate", "--train", _train), StringComparison.Ordinal);
        Assert.Contains("--train is missing", CommandLine.Refused("evaluate", "--test", _test), StringComparison.Ordinal);
        Assert.Contains("--test does not go with --data", CommandLine.Refused("evaluate", "--data", _train, "--test", _test), StringComparison.Ordinal);
        string nowhere = _files.Path("nowhere.csv");
        Assert.Contains($"--test {nowhere}: there is no such file", CommandLine.Refused("evaluate", "--train", _train, "--test", nowhere), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_LeakingFiles_NamesUserAndItem()
    {
        string leak = _files.Write("leak.csv", "user,item", "1,20", "2,10");

        Assert.Contains("user 2, item 10", CommandLine.Refused("evaluate", "--train", _train, "--test", leak), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_FoldInUserInTrain_NamesTheUser()
    {
        string history = _files.Write("fold.csv", "user,item", "2,30");

        string line = CommandLine.Refused("evaluate", "--train", _train, "--test", _test, "--fold-in", history);

        Assert.Contains("is trained on", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_CandidatesWithoutAUser_NamesTheUser()
    {
        string candidates = _files.Write("candidates.csv", "user,item", "2,10");

        Assert.Contains("user 1 of the test", CommandLine.Refused("evaluate", "--train", _train, "--test", _test, "--candidates", candidates), StringComparison.Ordinal);
        Assert.Contains(
            "--candidate-items does not go with --candidates",
            CommandLine.Refused("evaluate", "--train", _train, "--test", _test, "--candidates", candidates, "--candidate-items", "all"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_BadFiles_NameFileAndExpectation()
    {
        string headless = _files.Write("headless.csv", "1,10", "2,20");
        string line = CommandLine.Refused("evaluate", "--train", headless, "--test", _test);
        Assert.Contains("headless.csv", line, StringComparison.Ordinal);
        Assert.Contains("header", line, StringComparison.Ordinal);

        string torn = _files.Write("torn.csv", "user,item,rating", "1,10,5", "2,20,five");
        line = CommandLine.Refused("evaluate", "--train", torn, "--test", _test, "--strict", "--min-rating", "1");
        Assert.Contains("torn.csv", line, StringComparison.Ordinal);
        Assert.Contains("five", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_Cancelled_ExitsThree()
    {
        CommandLine run = CommandLine.Run(new CancellationToken(canceled: true), "evaluate", "--train", _train, "--test", _test);

        Assert.Equal(3, run.ExitCode);
        Assert.Empty(run.Output);
    }
}
