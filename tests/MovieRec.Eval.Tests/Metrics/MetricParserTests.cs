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
    [InlineData("coverage@10(ALL)", "Coverage@10(all)")]
    [InlineData("auc", "AUC")]
    [InlineData("AUC(known)", "AUC(known)")]
    [InlineData("gini@5(all)", "Gini@5(all)")]
    [InlineData("novelty@10(full,all,interactions)", "Novelty@10(interactions,all,full)")]
    [InlineData("ild@10(all)", "ILD@10(all)")]
    [InlineData("serendipity@10(n,known)", "Serendipity@10(n,known)")]
    [InlineData("serendipity@10(k)", "Serendipity@10")]
    [InlineData("calibration@10(full)", "Calibration@10(full)")]
    [InlineData("popularity@10", "Popularity@10")]
    [InlineData("longtail@20", "LongTail@20")]
    public void Parse_Name_GivesCanonicalNameThatParsesToItself(string text, string expected)
    {
        IMetric metric = MetricParser.Parse(text);

        Assert.Equal(expected, metric.Name);
        Assert.Equal(expected, MetricParser.Parse(metric.Name).Name);
        Assert.Equal(metric.GetType(), MetricParser.Parse(metric.Name).GetType());
    }

    [Theory]
    [InlineData("", "there is no such metric")]
    [InlineData("F1@10", "there are NDCG@k, HR@k, MAP@k, Recall@k, Precision@k, MRR@k, AUC, Coverage@k, Gini@k, Novelty@k, ILD@k, Serendipity@k, Calibration@k, Popularity@k, LongTail@k")]
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
    [InlineData("Coverage@10(known)", "it has: all")]
    [InlineData("AUC@10", "AUC looks at the whole order and takes no cutoff")]
    [InlineData("AUC(all)", "it has: known")]
    [InlineData("Novelty", "cutoff k of at least 1")]
    [InlineData("Novelty@10(known)", "it has: interactions, all, full")]
    [InlineData("ILD@10(vector)", "there are no item vectors to measure by")]
    [InlineData("ILD@10(vector:als)", "there are no item vectors 'als' to measure by")]
    [InlineData("ILD@10(all:als)", "no convention 'all:als'")]
    public void Parse_WrongName_SaysWhatWasExpected(string text, string part)
    {
        FormatException exception = Assert.Throws<FormatException>(() => MetricParser.Parse(text));

        Assert.Contains(part, exception.Message, StringComparison.Ordinal);
        Assert.Contains($"'{text}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_Vector_IsNamedAfterTheVectorsThatAreThere()
    {
        ItemVectors vectors = new("content", static _ => default);

        Assert.Equal("ILD@10(vector:content)", MetricParser.Parse("ild@10(vector)", vectors: vectors).Name);
        Assert.Equal("ILD@10(vector:content,full)", MetricParser.Parse("ILD@10(full, vector:content)", vectors: vectors).Name);
        Assert.Same(vectors, ((IntraListDiversityMetric)MetricParser.Parse("ILD@10(vector)", vectors: vectors)).Vectors);
        Assert.Null(((IntraListDiversityMetric)MetricParser.Parse("ILD@10", vectors: vectors)).Vectors);
        Assert.Contains(
            "'als' to measure by; there are 'content'",
            Assert.Throws<FormatException>(() => MetricParser.Parse("ILD@10(vector:als)", vectors: vectors)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ItemVectors("a,b", static _ => default));
        Assert.Throws<ArgumentException>(() => new ItemVectors("", static _ => default));
    }

    [Fact]
    public void Create_ConventionThatDoesNotApply_IsRejected()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NdcgMetric(5, new MetricConvention { Users = CountedUsers.Everyone }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GiniMetric(5, new MetricConvention { ShortLists = ShortLists.Undefined }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PopularityMetric(5, new MetricConvention { PopularityBase = PopularityBase.Interactions }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NoveltyMetric(5, new MetricConvention { Scope = RelevantScope.Catalogue }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SerendipityMetric(5, new MetricConvention { Divisor = MetricDivisor.Relevant }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LongTailMetric(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MetricConvention { ShortLists = (ShortLists)7 });
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
