namespace MovieRec.Eval.Tests.Sweeps;

public sealed class SweepJournalTests : IDisposable
{
    private static readonly SweepParameter[] Parameters = [SweepParameter.Parse("m.A=1,2,3,4,5,6")];
    private static readonly SweepSetting[] Settings = [new("m.A", "6")];

    private readonly string _folder = Directory.CreateTempSubdirectory("movierec-journal-").FullName;

    private string File => Path.Combine(_folder, "sweep.journal");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_Interrupted_GoesOnWhereItWas()
    {
        using CancellationTokenSource stop = new();
        int measured = 0;
        using (SweepJournal journal = Open())
        {
            Assert.Throws<OperationCanceledException>(() => SearchUntil(journal, trial =>
            {
                if (++measured == 4)
                {
                    stop.Cancel();
                }

                return trial.Number;
            }, stop.Token));
        }

        int again = 0;
        using SweepJournal resumed = Open();
        SweepResult result = Search(resumed, trial =>
        {
            again++;
            return trial.Number;
        });

        Assert.Equal(4, measured);
        Assert.Equal(2, again);
        Assert.Equal(4, result.Outcomes.Count(static o => o.FromJournal));
        Assert.Equal("6", result.Best.Trial.Settings[0].Value);
    }

    [Fact]
    public void Run_OtherContext_TakesNothingFromTheJournal()
    {
        using SweepJournal journal = Open();
        Search(journal, static t => t.Number);

        SweepResult other = new Sweep(Parameters, Grid).Run(static (t, _) => new SweepScore(-t.Number), journal, "another metric", cancellationToken: TestContext.Current.CancellationToken);

        Assert.DoesNotContain(other.Outcomes, static o => o.FromJournal);
        Assert.Equal("1", other.Best.Trial.Settings[0].Value);
    }

    [Fact]
    public void BeginLook_ASecondTime_IsRefusedAlsoAfterReopening()
    {
        using (SweepJournal journal = Open())
        {
            journal.BeginLook(Settings);
            journal.EndLook([new ExperimentMetric("NDCG@10", 0.25, 0.2, 0.3)]);
            Assert.Throws<TestLookException>(() => journal.BeginLook(Settings));
        }

        using SweepJournal reopened = Open();
        TestLookException refused = Assert.Throws<TestLookException>(() => reopened.BeginLook(Settings));

        Assert.Contains("m.A=6", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0.25, Assert.Single(Assert.Single(reopened.Looks).Metrics).Mean);
    }

    [Fact]
    public void BeginLook_CrashDuringTheLook_IsSpent()
    {
        using (SweepJournal journal = Open())
        {
            journal.BeginLook(Settings);
        }

        using SweepJournal reopened = Open();

        Assert.Throws<TestLookException>(() => reopened.BeginLook(Settings));
    }

    [Fact]
    public void Reset_WithAReason_AllowsOneMoreAndIsRecorded()
    {
        using (SweepJournal journal = Open())
        {
            journal.BeginLook(Settings);
            journal.EndLook([new ExperimentMetric("NDCG@10", 0.25)]);
            journal.Reset("the first test rows were read with the wrong threshold");
            journal.BeginLook(Settings);
        }

        using SweepJournal reopened = Open();

        Assert.Equal(2, reopened.Looks.Count);
        Assert.Equal("the first test rows were read with the wrong threshold", Assert.Single(reopened.Resets).Reason);
        Assert.Throws<TestLookException>(() => reopened.CheckLook());
        Assert.ThrowsAny<ArgumentException>(() => reopened.Reset(" "));
    }

    [Fact]
    public void Open_TornLastLine_MeasuresThatTrialAgainAndMayLook()
    {
        using (SweepJournal journal = Open())
        {
            Search(journal, static t => t.Number);
        }

        byte[] bytes = System.IO.File.ReadAllBytes(File);
        System.IO.File.WriteAllBytes(File, bytes[..^7]);
        int measured = 0;
        using (SweepJournal torn = Open())
        {
            Assert.Empty(torn.DamagedLines);
            Search(torn, t =>
            {
                measured++;
                return t.Number;
            });
        }

        Assert.Equal(1, measured);
        using SweepJournal again = Open();
        Assert.Empty(again.DamagedLines);
        again.BeginLook(Settings);
    }

    [Fact]
    public void Open_AnyByteOfALineFlipped_NamesTheLineAndRefusesALook()
    {
        using (SweepJournal journal = Open())
        {
            Search(journal, static t => t.Number);
        }

        byte[] whole = System.IO.File.ReadAllBytes(File);
        int second = Array.IndexOf(whole, (byte)'\n') + 1;
        int end = Array.IndexOf(whole, (byte)'\n', second);
        for (int at = second; at < end; at++)
        {
            byte[] flipped = [.. whole];
            flipped[at] ^= 1;
            if (flipped[at] == (byte)'\n')
            {
                continue;
            }

            System.IO.File.WriteAllBytes(File, flipped);
            using SweepJournal journal = Open();
            Assert.Equal([2], journal.DamagedLines);
            Assert.Contains("Line 2", Assert.Throws<TestLookException>(() => journal.BeginLook(Settings)).Message, StringComparison.Ordinal);
            SweepResult result = Search(journal, static t => t.Number);
            Assert.Equal(5, result.Outcomes.Count(static o => o.FromJournal));
        }
    }

    [Fact]
    public void Open_OtherSubject_IsRefused()
    {
        Open().Dispose();

        Assert.Contains("another data set", Assert.Throws<FormatException>(() => SweepJournal.Open(File, "other rows")).Message, StringComparison.Ordinal);
        System.IO.File.WriteAllText(File, "not a journal\n");
        Assert.Throws<FormatException>(() => Open());
    }

    private static SweepOptions Grid { get; } = new() { Strategy = SweepStrategy.Grid };

    private SweepJournal Open() => SweepJournal.Open(File, "rows of this test");

    private static SweepResult Search(SweepJournal journal, Func<SweepTrial, double> score) => SearchUntil(journal, score, TestContext.Current.CancellationToken);

    private static SweepResult SearchUntil(SweepJournal journal, Func<SweepTrial, double> score, CancellationToken cancellationToken) =>
        new Sweep(Parameters, Grid).Run((trial, _) => new SweepScore(score(trial)), journal, "test", cancellationToken: cancellationToken);
}
