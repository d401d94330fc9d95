namespace MovieRec.Eval.Tests.Splits;

public sealed class SelectionSplitsTests
{
    public static TheoryData<string> Names => ["temporal", "temporal, cut", "leave-last-out", "last-share", "random", "strong", "filtered"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Create_AnySplitter_NoTestRowIsInValidation(string name)
    {
        InteractionLog log = Logs.Dense(3, 40, 30);
        SelectionSplits splits = SelectionSplits.Create(Splitter(name), log);
        HashSet<(int, int)> held = [.. Pairs(splits.Test.Test)];
        HashSet<(int, int)> folded = splits.Test.FoldIn is { } foldIn ? [.. Pairs(foldIn)] : [];

        Assert.NotEmpty(held);
        Assert.True(splits.Validation.Summary.UsersWithRelevant > 0);
        foreach (InteractionLog rows in new[] { splits.Validation.Train, splits.Validation.Test, splits.Validation.FoldIn }.OfType<InteractionLog>())
        {
            Assert.DoesNotContain(Pairs(rows), held.Contains);
            Assert.DoesNotContain(Pairs(rows), folded.Contains);
        }
    }

    [Fact]
    public void Create_Strong_ValidationAndTestTrainOnTheSameUsers()
    {
        SelectionSplits splits = SelectionSplits.Create(new StrongGeneralizationSplitter(), Logs.Dense(3, 40, 30));

        Assert.Equal(splits.Test.Train.ComputeFingerprint(), splits.Validation.Train.ComputeFingerprint());
        Assert.Empty(splits.Test.Users.ToArray().Intersect(splits.Validation.Users.ToArray()));
    }

    [Fact]
    public void Create_ValidationPartAskedFor_IsRefused() => Assert.Throws<ArgumentException>(
        () => SelectionSplits.Create(new StrongGeneralizationSplitter { Part = StrongPart.Validation }, Logs.Dense(3, 40, 30)));

    private static ISplitter Splitter(string name) => name switch
    {
        "temporal" => new GlobalTemporalSplitter(),
        "temporal, cut" => new GlobalTemporalSplitter { Cut = 1200 },
        "leave-last-out" => new LeaveLastOutSplitter(),
        "last-share" => new LastShareSplitter(),
        "random" => new RandomSplitter(),
        "strong" => new StrongGeneralizationSplitter(),
        _ => new FilteredSplitter(new KCoreFilter { MinUserCount = 2, MinItemCount = 2 }, new GlobalTemporalSplitter()),
    };

    private static IEnumerable<(int User, int Item)> Pairs(InteractionLog log) => Enumerable.Range(0, log.Count).Select(i => (log.Users[i], log.Items[i]));
}
