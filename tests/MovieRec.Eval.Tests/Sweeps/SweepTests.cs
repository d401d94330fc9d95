using System.Globalization;

namespace MovieRec.Eval.Tests.Sweeps;

public sealed class SweepTests
{
    private static readonly SweepParameter[] TwoByThree = [SweepParameter.Parse("m.A=1,2"), SweepParameter.Parse("m.B=10,20,30")];

    [Fact]
    public void Run_Grid_MeasuresEveryCombinationAndChoosesTheHighest()
    {
        SweepResult result = Run(new Sweep(TwoByThree, new SweepOptions { Strategy = SweepStrategy.Grid }), static t => (3 * Value(t, "m.A")) - Math.Abs(Value(t, "m.B") - 20));

        Assert.Equal(6, result.Outcomes.Count);
        Assert.Equal("m.A=2; m.B=20", string.Join("; ", result.Best.Trial.Settings));
        Assert.False(result.StoppedEarly);
    }

    [Fact]
    public void Run_EqualScores_GoToTheLowerNumber() =>
        Assert.Equal(0, Run(new Sweep(TwoByThree, new SweepOptions { Strategy = SweepStrategy.Grid }), static _ => 1).Best.Trial.Number);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Run_AnyNumberAtATime_SameTrialsSameStop(int parallel)
    {
        SweepOptions options = new() { Trials = 40, Patience = 6, MaxParallelTrials = parallel };
        Sweep sweep = new([SweepParameter.Parse("m.A=0.001..1:log")], options);

        SweepResult result = Run(sweep, static t => -Math.Abs(Math.Log(Value(t, "m.A") / 0.05)));
        SweepResult alone = Run(new Sweep([SweepParameter.Parse("m.A=0.001..1:log")], options with { MaxParallelTrials = 1 }), static t => -Math.Abs(Math.Log(Value(t, "m.A") / 0.05)));

        Assert.Equal(alone.Outcomes.Select(static o => o.Trial.Settings[0].Value), result.Outcomes.Select(static o => o.Trial.Settings[0].Value));
        Assert.Equal(alone.Best.Trial.Number, result.Best.Trial.Number);
        Assert.True(result.StoppedEarly);
        Assert.Equal(6, result.Outcomes.Count - 1 - result.Best.Trial.Number);
    }

    [Fact]
    public void Run_Halving_GivesMoreToFewer()
    {
        SweepOptions options = new() { Strategy = SweepStrategy.Halving, Trials = 9, Resource = new SweepResource("m.Iterations", 1, 9) };
        Sweep sweep = new([SweepParameter.Parse("m.A=0..1000000")], options);

        SweepResult result = Run(sweep, static t => Value(t, "m.A"));

        Assert.Equal([9, 3, 1], result.Outcomes.GroupBy(static o => o.Trial.Round).Select(static g => g.Count()));
        Assert.Equal(["1", "3", "9"], result.Outcomes.Select(static o => o.Trial.Settings.Single(static s => s.Name == "m.Iterations").Value).Distinct());
        Assert.Equal(result.Outcomes.Max(static o => Value(o.Trial, "m.A")), Value(result.Best.Trial, "m.A"));
        Assert.Equal(2, result.Best.Trial.Round);
    }

    [Fact]
    public void Run_ATrialThatFails_CostsOnlyItself()
    {
        Sweep sweep = new(TwoByThree, new SweepOptions { Strategy = SweepStrategy.Grid });

        SweepResult result = Run(sweep, static t => Value(t, "m.A") == 2 ? throw new ArgumentException("too large") : Value(t, "m.B"));

        Assert.Equal(3, result.Outcomes.Count(static o => o.Failure == "too large"));
        Assert.Equal("m.A=1; m.B=30", string.Join("; ", result.Best.Trial.Settings));
    }

    [Fact]
    public void Run_EveryTrialFails_SaysWhy()
    {
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => Run(new Sweep(TwoByThree), static _ => throw new ArgumentException("too large")));

        Assert.Contains("too large", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_Wrong_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new Sweep([]));
        Assert.Throws<ArgumentException>(() => new Sweep([TwoByThree[0], SweepParameter.Parse("M.a=3,4")]));
        Assert.Throws<ArgumentException>(() => new Sweep(TwoByThree, new SweepOptions { Strategy = SweepStrategy.Halving }));
        Assert.Throws<ArgumentException>(() => new Sweep(TwoByThree, new SweepOptions { Strategy = SweepStrategy.Halving, Resource = new SweepResource("m.A", 1, 4) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SweepOptions { Trials = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SweepOptions { Eta = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SweepOptions { MaxParallelTrials = 0 });
    }

    [Theory]
    [InlineData(8, 1000, 100, 8)]
    [InlineData(8, 1000, 200, 4)]
    [InlineData(8, 1000, 2000, 1)]
    [InlineData(8, 0, 100, 1)]
    [InlineData(1, 1000, 1, 1)]
    public void Degree_Memory_LimitsTrialsAtATime(int wanted, long free, long perTrial, int expected) =>
        Assert.Equal(expected, SweepMemory.Degree(wanted, free, perTrial));

    private static SweepResult Run(Sweep sweep, Func<SweepTrial, double> score) =>
        sweep.Run((trial, _) => new SweepScore(score(trial)), cancellationToken: TestContext.Current.CancellationToken);

    private static double Value(SweepTrial trial, string name) =>
        double.Parse(trial.Settings.Single(s => s.Name == name).Value, CultureInfo.InvariantCulture);
}
