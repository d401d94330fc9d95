namespace MovieRec.Eval.Tests.Splits;

/// <summary>Leaks put in on purpose: each must be found and named.</summary>
public sealed class LeakageTests
{
    private static readonly InteractionLog Train = Logs.Of([(0, 1, 5, 10), (1, 2, 5, 20)]);
    private static readonly InteractionLog Test = Logs.Of([(0, 3, 5, 30), (2, 2, 5, 40)]);

    [Fact]
    public void Create_NothingLeaks_IsAccepted() =>
        Assert.Equal(2, Split.Create(Definition() with { Cut = 30, OrderedWithinUser = true }).Users.Length);

    [Fact]
    public void Create_PairInTrainAndTest_Fails()
    {
        LeakageException leak = Fails(Definition() with { Test = Logs.Of([(0, 1, 5, 30)]) });

        Assert.Equal((0, 1), (leak.UserIndex, leak.ItemIndex));
        Assert.Contains("training row and a held-out row", leak.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_PairSeenButNotLiked_FailsToo()
    {
        LeakageException leak = Fails(Definition() with { Train = Logs.Of([(0, 3, 1, 10)]) });

        Assert.Equal((0, 3), (leak.UserIndex, leak.ItemIndex));
    }

    [Theory]
    [InlineData(25, 2, 2)] // the training row at 20 is before it, the held-out row at 24 too
    [InlineData(20, 1, 2)] // the training row at 20 is not before the cut
    public void Create_RowOnTheWrongSideOfTheCut_Fails(long cut, int user, int item)
    {
        LeakageException leak = Fails(Definition() with { Cut = cut, Test = Logs.Of([(2, 2, 5, 24)]) });

        Assert.Equal((user, item), (leak.UserIndex, leak.ItemIndex));
        Assert.Contains($"the cut {cut}", leak.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_TrainingRowAfterTheUsersHeldOutRow_Fails()
    {
        LeakageException leak = Fails(Definition() with { OrderedWithinUser = true, Test = Logs.Of([(1, 4, 5, 19)]) });

        Assert.Equal((1, 2), (leak.UserIndex, leak.ItemIndex));
    }

    [Fact]
    public void Create_FoldInUserIsTrainedOn_Fails()
    {
        LeakageException leak = Fails(Definition() with { FoldIn = Logs.Of([(2, 5, 5, 5), (1, 6, 5, 5)]), Test = Logs.Of([(2, 2, 5, 40)]) });

        Assert.Equal(1, leak.UserIndex);
    }

    [Fact]
    public void Create_FoldInPairIsHeldOut_Fails()
    {
        LeakageException leak = Fails(Definition() with { FoldIn = Logs.Of([(2, 2, 5, 5)]), Test = Logs.Of([(2, 2, 5, 40)]) });

        Assert.Contains("fold-in row and a held-out row", leak.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_OtherIndexSpaceOrNoTimes_IsRejected()
    {
        InteractionLog timeless = InteractionLog.Create(Logs.Users, Logs.Items, [3], [3]);

        Assert.Throws<ArgumentException>(() => Split.Create(Definition() with { Test = Logs.Of([(0, 3, 5, 30)], users: 13) }));
        Assert.Throws<ArgumentException>(() => Split.Create(Definition() with { Test = timeless, Cut = 5 }));
    }

    private static SplitDefinition Definition() => new() { Name = "made", Train = Train, Test = Test };

    private static LeakageException Fails(SplitDefinition definition) => Assert.Throws<LeakageException>(() => Split.Create(definition));
}
