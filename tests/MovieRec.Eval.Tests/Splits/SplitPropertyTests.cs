using FsCheck.Xunit;

namespace MovieRec.Eval.Tests.Splits;

/// <summary>On any log: no row is lost or doubled, and training never sees the future that a protocol promises to hide.</summary>
public sealed class SplitPropertyTests
{
    [Property]
    public void LeaveLastOut_AnyLog_TrainingNeverSeesAUsersFuture(byte[] bytes, byte count)
    {
        if (TryApply(new LeaveLastOutSplitter { Count = 1 + (count % 4) }, bytes) is { } split)
        {
            AssertEveryRowOnce(split, bytes);
            AssertOrderedWithinUser(split);
            Assert.All(split.Users.ToArray(), u => Assert.Equal(1 + (count % 4), Logs.Rows(split.Test).Count(r => r.User == u && r.Rating >= 4)));
        }
    }

    [Property]
    public void LastShare_AnyLog_TrainingNeverSeesAUsersFuture(byte[] bytes)
    {
        if (TryApply(new LastShareSplitter { Share = 0.3 }, bytes) is { } split)
        {
            AssertEveryRowOnce(split, bytes);
            AssertOrderedWithinUser(split);
        }
    }

    [Property]
    public void GlobalTemporal_AnyLog_TrainingIsBeforeTheCutAndTestIsNot(byte[] bytes, byte quantile)
    {
        if (TryApply(new GlobalTemporalSplitter { Quantile = (1 + (quantile % 9)) / 10.0 }, bytes) is { } split)
        {
            AssertEveryRowOnce(split, bytes);
            Assert.True(Logs.Rows(split.Train).Max(static r => r.Time) < split.Cut);
            Assert.True(Logs.Rows(split.Test).Min(static r => r.Time) >= split.Cut);
        }
    }

    [Property]
    public void Random_AnyLog_EveryRowIsTrainedOnOrHeldOut(byte[] bytes, int seed)
    {
        if (TryApply(new RandomSplitter { Seed = seed }, bytes) is { } split)
        {
            AssertEveryRowOnce(split, bytes);
            Assert.Empty(split.Users.ToArray().Except(split.Train.Users.ToArray()));
        }
    }

    [Property]
    public void Summary_AnyLog_CountsWhatIsCold(byte[] bytes)
    {
        if (TryApply(new GlobalTemporalSplitter { Quantile = 0.5 }, bytes) is not { } split)
        {
            return;
        }

        HashSet<int> users = [.. Logs.Rows(split.Train).Where(static r => r.Rating >= 4).Select(static r => r.User)];
        HashSet<int> items = [.. Logs.Rows(split.Train).Where(static r => r.Rating >= 4).Select(static r => r.Item)];
        (int User, int Item)[] relevant = [.. Logs.Rows(split.Test).Where(static r => r.Rating >= 4).Select(static r => (r.User, r.Item))];
        Assert.Equal(relevant.Length, split.Summary.Relevant);
        Assert.Equal(split.Users.ToArray().Count(u => !users.Contains(u)), split.Summary.ColdUsers);
        Assert.Equal(relevant.Count(r => !users.Contains(r.User)), split.Summary.RelevantOfColdUsers);
        Assert.Equal(relevant.Select(static r => r.Item).Distinct().Count(i => !items.Contains(i)), split.Summary.ColdItems);
        Assert.Equal(relevant.Count(r => !items.Contains(r.Item)), split.Summary.RelevantOnColdItems);
    }

    /// <summary>Null where the log has too little to split, which the splitter says by an exception.</summary>
    private static Split? TryApply(ISplitter splitter, byte[] bytes)
    {
        try
        {
            // Short arrays rarely hold enough rows for anybody: repeat them with shifted bytes.
            return splitter.Apply(Logs.From(Stretch(bytes)));
        }
        catch (ArgumentException exception) when (exception is not ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static byte[] Stretch(byte[]? bytes) => [.. Enumerable.Range(0, 8).SelectMany(n => (bytes ?? []).Select(b => (byte)((b * ((2 * n) + 1)) + n)))];

    private static void AssertEveryRowOnce(Split split, byte[] bytes) => Assert.Equal(
        Logs.Rows(Logs.From(Stretch(bytes))).Order(), Logs.Rows(split.Train).Concat(Logs.Rows(split.Test)).Order());

    private static void AssertOrderedWithinUser(Split split)
    {
        foreach (int user in split.Users)
        {
            long last = Logs.Rows(split.Train).Where(r => r.User == user).Max(static r => r.Time);
            long first = Logs.Rows(split.Test).Where(r => r.User == user).Min(static r => r.Time);
            Assert.True(last <= first);
        }
    }
}
