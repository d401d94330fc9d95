using MovieRec.Cli.Hypotheses;

namespace MovieRec.Cli.Tests.Evaluate;

public sealed class ResultsFileTests
{
    [Fact]
    public void Replace_OneSection_LeavesTheRest()
    {
        string first = ResultsFile.Replace("# Results\n\nBy hand.\n", "h1", "## H1\n\nold\n");
        string both = ResultsFile.Replace(first, "h2", "## H2\n");

        string again = ResultsFile.Replace(both, "h1", "## H1\n\nnew\n");

        Assert.Equal("# Results\n\nBy hand.\n\n<!-- begin h1 -->\n## H1\n\nnew\n<!-- end h1 -->\n\n<!-- begin h2 -->\n## H2\n<!-- end h2 -->\n", again);
        Assert.Equal(again, ResultsFile.Replace(again, "h1", "## H1\n\nnew"));
    }

    [Fact]
    public void Replace_NoEnd_IsRefused() => Assert.Throws<UsageException>(() => ResultsFile.Replace("<!-- begin h1 -->\nlost", "h1", "x"));
}
