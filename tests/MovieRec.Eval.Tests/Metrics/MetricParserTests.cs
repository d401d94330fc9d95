namespace MovieRec.Eval.Tests.Metrics;

public sealed class MetricParserTests
{
    [Theory]
    [InlineData("NDCG@10", "NDCG@10")]
    [InlineData("ndcg@10(MIN)", "NDCG@10")]
    [InlineData(" NDCG@10(k,clip) ", "NDCG@10(k,clip)")]
    [InlineData("NDCG@10(clip, k)", "NDCG@10(k,clip)")]
    [InlineData("Recall@20(r)", "Recall@20(R)")]
    [InlineData("MAP@10(min-n)", "MAP@10(min-n)")]
    [InlineData("MAP@10(R,known)", "MAP@10(R,known)")]
    [InlineData("Precision@5(k)", "Precision@5")]
    [InlineData("precision@5(micro,min)", "Precision@5(min,micro)")]
    [InlineData("HR@1(known)", "HR@1(known)")]
    [InlineData("MRR@100", "MRR@100")]
    [InlineData("coverage@10", "Coverage@10")]
    public void Parse_Name_GivesCanonicalNameThatParsesToItself(string text, string expected)
    {
        IMetric metric = MetricParser.Parse(text);

        Assert.Equal(expected, metric.Name);
        Assert.Equal(expected, MetricParser.Parse(metric.Name).Name);
        Assert.Equal(metric.GetType(), MetricParser.Parse(metric.Name).GetType());
    }

    [Theory]
    [InlineData("", "there is no such metric")]
    [InlineData("F1@10", "there are NDCG@k, HR@k, MAP@k, Recall@k, Precision@k, MRR@k, Coverage@k")]
    [InlineData("NDCG", "cutoff k of at least 1")]
    [InlineData("NDCG@", "cutoff k of at least 1")]
    [InlineData("NDCG@0", "cutoff k of at least 1")]
    [InlineData("NDCG@-1", "cutoff k of at least 1")]
    [InlineData("NDCG@ten", "cutoff k of at least 1")]
    [InlineData("NDCG@10(k", "closing bracket")]
    [InlineData("NDCG@10(R)", "NDCG has no convention 'R'; it has: min, k, clip, known")]
    [InlineData("Recall@10(R,min)", "only one of")]
    [InlineData("Recall@10()", "no convention ''")]
    [InlineData("HR@10(micro)", "it has: known")]
    [InlineData("Coverage@10(known)", "it has: none")]
    public void Parse_WrongName_SaysWhatWasExpected(string text, string part)
    {
        FormatException exception = Assert.Throws<FormatException>(() => MetricParser.Parse(text));

        Assert.Contains(part, exception.Message, StringComparison.Ordinal);
        Assert.Contains($"'{text}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ParseList_CommasInBrackets_BelongToTheName()
    {
        IReadOnlyList<IMetric> metrics = MetricParser.ParseList("NDCG@10, Recall@20(R,known),Precision@10(min,micro)");

        Assert.Equal(["NDCG@10", "Recall@20(R,known)", "Precision@10(min,micro)"], metrics.Select(static m => m.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("NDCG@10,")]
    [InlineData(",NDCG@10")]
    [InlineData("NDCG@10,ndcg@10(min)")]
    public void ParseList_EmptyOrRepeated_Fails(string text) => Assert.Throws<FormatException>(() => MetricParser.ParseList(text));

    [Theory]
    [InlineData("Default", "NDCG@10,HR@10,MAP@10,Recall@10,Precision@10,MRR@10")]
    [InlineData("Liang2018", "NDCG@10(known),HR@10,MAP@10,Recall@10(known),Precision@10,MRR@10")]
    [InlineData("Implicit", "NDCG@10,HR@10,MAP@10,Recall@10,Precision@10(min,micro),MRR@10")]
    [InlineData("LensKit", "NDCG@10(clip),HR@10,MAP@10(min-n),Recall@10,Precision@10(n),MRR@10")]
    [InlineData("RecTools", "NDCG@10(k),HR@10,MAP@10(R),Recall@10(R),Precision@10,MRR@10")]
    [InlineData("Recommenders", "NDCG@10,HR@10,MAP@10(R),Recall@10(R),Precision@10,MRR@10")]
    [InlineData("recbole", "NDCG@10,HR@10,MAP@10,Recall@10(R),Precision@10,MRR@10")]
    public void ParseList_Profile_PutsItsConventionsIntoTheNames(string profile, string expected)
    {
        IReadOnlyList<IMetric> metrics = MetricParser.ParseList("NDCG@10,HR@10,MAP@10,Recall@10,Precision@10,MRR@10", MetricProfile.Parse(profile));

        Assert.Equal(expected, string.Join(',', metrics.Select(static m => m.Name)));
    }

    [Fact]
    public void Parse_BracketsUnderAProfile_Win() =>
        Assert.Equal("Recall@10", MetricParser.Parse("Recall@10(min)", MetricProfile.RecTools).Name);

    [Fact]
    public void ParseProfile_Unknown_NamesThoseThatExist()
    {
        FormatException exception = Assert.Throws<FormatException>(() => MetricProfile.Parse("Surprise"));

        Assert.All(MetricProfile.All, p => Assert.Contains(p.Name, exception.Message, StringComparison.Ordinal));
    }
}
