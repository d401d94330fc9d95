namespace MovieRec.Eval.Tests.Gate;

/// <summary>A good model passes; each condition, violated alone, blocks alone.</summary>
public sealed class LaunchGateTests(GateWorld world) : IClassFixture<GateWorld>
{
    private static readonly FixedTime Now = new(GateWorld.Newest.AddHours(23));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_GoodModel_PassesEveryCheckInOrder()
    {
        GateResult result = Run();

        Assert.True(result.Passed, result.ToString());
        Assert.Equal(GateCheckNames.All, result.Checks.Select(static c => c.Name));
        Assert.All(result.Checks, static c => Assert.Equal(GateStatus.Pass, c.Status));
        Assert.Equal("The gate passes.", result.ToString());
        Assert.Equal(1, result["explanation-share"].Value);
        Assert.Equal(23, result["freshness"].Value, 1e-9);
        Assert.True(result["latency-p99"].Value >= result["latency-p95"].Value);
    }

    [Fact]
    public void Run_LiftBelowTheMinimum_Blocks() => AssertBlocksAlone("lift", GateStatus.Fail, Run(static c => c.Lift.Minimum = 100));

    [Fact]
    public void Run_LowerBoundBelowButMeanAboveTheMinimum_Blocks()
    {
        double low = Run()["lift"].Value;
        IMetric[] metrics = [new NdcgMetric(10)];
        TrainingData training = world.Protocol.Split.ToTrainingData();
        PopularityModel plain = new PopularityTrainer().Fit(training, null, Token);
        double model = new Evaluator().Evaluate(world.Evaluated, world.Protocol, metrics, plain, null, Token)["NDCG@10"].Mean;
        double baseline = new double?[] { null, 30, 180, 730 }.Max(days => new Evaluator().Evaluate(
            new PopularityTrainer(new PopularityOptions { HalfLife = days is { } d ? TimeSpan.FromDays(d) : null }).Fit(training, null, Token),
            world.Protocol,
            metrics,
            plain,
            null,
            Token)["NDCG@10"].Mean);
        double mean = (model / baseline) - 1;
        double between = (low + mean) / 2;

        GateResult result = Run(c => c.Lift.Minimum = between);

        Assert.True(low < between && between < mean, $"{low} {between} {mean}");
        AssertBlocksAlone("lift", GateStatus.Fail, result);
    }

    [Fact]
    public void Run_ModelThatIsDecayedPopularity_HasNoLiftOverIt()
    {
        // The films of the last days are what the next days bring: decay alone beats the plain count.
        (int, int, float, long)[] rows =
        [
            .. Enumerable.Range(0, 60).SelectMany(static u => Enumerable.Range(0, 12).Select(i => (u, i, 5f, 1_000_000L + (i * 86_400L)))),
            .. Enumerable.Range(0, 40).Select(static u => (u, 12, 5f, 1_000_000L + (200 * 86_400L))),
            .. Enumerable.Range(60, 60).Select(static u => (u, 12, 5f, 1_000_000L + (201 * 86_400L))),
        ];
        Split split = new GlobalTemporalSplitter { Cut = 1_000_000L + (201 * 86_400L) }.Apply(Logs.Of(rows, GateWorld.Users, GateWorld.Items));
        PopularityTrainer decayed = new(new PopularityOptions { HalfLife = TimeSpan.FromDays(30) });
        GateSubject<int, int> subject = new()
        {
            Protocol = EvaluationProtocol.Create(split),
            Evaluated = decayed.Fit(split.ToTrainingData(), null, Token),
            Served = world.Generation(decayed, GateWorld.RealSource),
        };

        GateCheck hundredDays = Run(static c => c.Lift.HalfLifeDays = [1_000_000], subject)["lift"];
        GateCheck thirtyDays = Run(static c => c.Lift.Minimum = 0.001, subject)["lift"];

        Assert.True(hundredDays is { Status: GateStatus.Pass, Value: > 1 }, hundredDays.Detail);
        Assert.True(thirtyDays is { Status: GateStatus.Fail, Value: 0 }, thirtyDays.Detail);
        Assert.Contains("half-life of 30 days", thirtyDays.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TooFewUsersForTheLift_IsUnknownAndBlocks() =>
        AssertBlocksAlone("lift", GateStatus.Unknown, Run(static c => c.Lift.MinimumUsers = 1_000));

    [Fact]
    public void Run_ColdUsersBelowTheMinimum_Blocks() => AssertBlocksAlone("cold-start", GateStatus.Fail, Run(static c => c.ColdStart.Minimum = 0.99));

    [Fact]
    public void Run_TooFewColdUsers_IsUnknownAndBlocks() =>
        AssertBlocksAlone("cold-start", GateStatus.Unknown, Run(static c => c.ColdStart.MinimumUsers = 41));

    [Fact]
    public void Run_UnknownSlice_IsUnknownAndBlocks()
    {
        GateResult result = Run(static c => c.ColdStart.Slice = "cold-userz");

        AssertBlocksAlone("cold-start", GateStatus.Unknown, result);
        Assert.Contains("there are all-users, warm-users, cold-users", result["cold-start"].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_CoverageBelowTheFloor_Blocks() => AssertBlocksAlone("coverage", GateStatus.Fail, Run(static c => c.Coverage.Minimum = 1.01));

    [Fact]
    public void Run_DiversityBelowTheFloor_Blocks() => AssertBlocksAlone("diversity", GateStatus.Fail, Run(static c => c.Diversity.Minimum = 0.41));

    [Fact]
    public void Run_MetricThatDoesNotExist_IsUnknownAndBlocks() =>
        AssertBlocksAlone("diversity", GateStatus.Unknown, Run(static c => c.Diversity.Metric = "NoSuchMetric@10"));

    [Fact]
    public void Run_CalibrationAboveTheCeiling_Blocks() =>
        AssertBlocksAlone("calibration", GateStatus.Fail, Run(static c => c.Calibration.Maximum = 0.19));

    [Fact]
    public void Run_ReasonsWithoutAnchor_Block()
    {
        // Popularity serves: its recommendations name no liked film.
        PopularityTrainer trainer = new();
        GateSubject<int, int> subject = world.Subject with
        {
            Evaluated = trainer.Fit(world.Protocol.Split.ToTrainingData(), null, Token),
            Served = world.Generation(trainer, GateWorld.RealSource),
        };

        AssertBlocksAlone("explanation-share", GateStatus.Fail, Run(static c => c.Lift.Minimum = -1, subject));
    }

    [Fact]
    public void Run_GenerationWithoutHistories_IsUnknownWhereItCannotBeAsked()
    {
        Recommender<int, int> bare = new(
            world.Served.Users, world.Served.Items, world.Served.Model, world.Served.Fallback, null, null, [GateWorld.RealSource]);

        GateResult result = Run(null, world.Subject with { Served = bare });

        Assert.False(result.Passed);
        Assert.Equal(["explanation-share", "latency-p95", "latency-p99", "freshness"], result.Blocking.Select(static c => c.Name));
        Assert.All(result.Blocking, static c => Assert.Equal(GateStatus.Unknown, c.Status));
    }

    [Fact]
    public void Run_P95AboveTheBound_Blocks() => AssertBlocksAlone("latency-p95", GateStatus.Fail, Run(static c => c.Latency.MaximumP95Milliseconds = 0));

    [Fact]
    public void Run_P99AboveTheBound_Blocks() => AssertBlocksAlone("latency-p99", GateStatus.Fail, Run(static c => c.Latency.MaximumP99Milliseconds = 0));

    [Fact]
    public void Run_SlowIndexBuild_Blocks()
    {
        int built = 0;

        GateResult result = Run(
            static c => c.IndexBuild.MaximumSeconds = 0.01,
            world.Subject with
            {
                BuildIndex = () =>
                {
                    built++;
                    Thread.Sleep(20);
                },
            });

        AssertBlocksAlone("index-build", GateStatus.Fail, result);
        Assert.Equal(1, built);
    }

    [Fact]
    public void Run_WorkingSetAboveTheBudget_Blocks() =>
        AssertBlocksAlone("working-set", GateStatus.Fail, Run(static c => c.Memory.MaximumWorkingSetMegabytes = 1));

    [Fact]
    public void Run_ModelFileAboveTheBudget_Blocks() =>
        AssertBlocksAlone("model-bytes", GateStatus.Fail, Run(null, world.Subject with { ModelBytes = 11_000_000 }));

    [Fact]
    public void Run_DataOlderThanADay_Blocks()
    {
        GateResult result = Run(null, null, new FixedTime(GateWorld.Newest.AddHours(24.1)));

        AssertBlocksAlone("freshness", GateStatus.Fail, result);
        Assert.Equal(24.1, result["freshness"].Value, 1e-9);
        Assert.Equal(24, result["freshness"].Threshold);
    }

    [Fact]
    public void Run_DataFromTheFuture_IsUnknownAndBlocks() =>
        AssertBlocksAlone("freshness", GateStatus.Unknown, Run(null, null, new FixedTime(GateWorld.Newest.AddHours(-2))));

    [Fact]
    public void Run_CommercialUseOfNonCommercialData_Blocks() =>
        AssertBlocksAlone("licence", GateStatus.Fail, Run(null, Served(GateWorld.RealSource with { Licence = "research only", CommercialUse = false })));

    [Fact]
    public void Run_NonCommercialUseOfNonCommercialData_Passes()
    {
        GateResult result = Run(
            static c => c.Use = DataUse.NonCommercial, Served(GateWorld.RealSource with { Licence = "research only", CommercialUse = false }));

        Assert.True(result.Passed, result.ToString());
    }

    [Fact]
    public void Run_OneOfTwoSourcesUnclear_IsUnknownAndBlocks() =>
        AssertBlocksAlone("licence", GateStatus.Unknown, Run(null, Served(GateWorld.RealSource, new DataSetInfo { Name = "posters", Licence = "custom" })));

    [Fact]
    public void Run_UseNotDeclared_IsUnknownAndBlocks() => AssertBlocksAlone("licence", GateStatus.Unknown, Run(static c => c.Use = null));

    [Fact]
    public void Run_SimulatedPeople_AreUnknownAndBlockALaunch() =>
        AssertBlocksAlone("real-data", GateStatus.Unknown, Run(null, Served(GateWorld.RealSource with { Simulated = true })));

    [Fact]
    public void Run_SimulatedPeopleInARehearsal_PassAndSaySo()
    {
        GateResult result = Run(
            static c =>
            {
                c.Purpose = GatePurpose.Rehearsal;
                c.AsOf = GateWorld.Newest.AddHours(1);
            },
            Served(GateWorld.RealSource with { Simulated = true }),
            new FixedTime(GateWorld.Newest.AddYears(5)));

        Assert.True(result.Passed, result.ToString());
        Assert.Equal("The rehearsal (no launch decision) passes.", result.ToString());
        Assert.Equal(1, result["freshness"].Value, 1e-9);
        Assert.Contains("simulated", result["real-data"].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OtherOptionsThanMeasured_Block()
    {
        AlsTrainer other = new(GateWorld.Options with { Factors = 5 });

        GateResult result = Run(null, world.Subject with { Served = world.Generation(other, GateWorld.RealSource) });

        AssertBlocksAlone("same-recipe", GateStatus.Fail, result);
        Assert.Contains("Factors", result["same-recipe"].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cold-start")]
    [InlineData("coverage")]
    [InlineData("diversity")]
    [InlineData("calibration")]
    [InlineData("latency-p99")]
    [InlineData("index-build")]
    [InlineData("working-set")]
    [InlineData("model-bytes")]
    public void Run_ThresholdNotSet_IsUnknownAndBlocks(string name)
    {
        GateResult result = Run(c =>
        {
            c.ColdStart.Minimum = name == "cold-start" ? null : c.ColdStart.Minimum;
            c.Coverage.Minimum = name == "coverage" ? null : c.Coverage.Minimum;
            c.Diversity.Minimum = name == "diversity" ? null : c.Diversity.Minimum;
            c.Calibration.Maximum = name == "calibration" ? null : c.Calibration.Maximum;
            c.Latency.MaximumP99Milliseconds = name == "latency-p99" ? null : c.Latency.MaximumP99Milliseconds;
            c.IndexBuild.MaximumSeconds = name == "index-build" ? null : c.IndexBuild.MaximumSeconds;
            c.Memory.MaximumWorkingSetMegabytes = name == "working-set" ? null : c.Memory.MaximumWorkingSetMegabytes;
            c.Memory.MaximumModelMegabytes = name == "model-bytes" ? null : c.Memory.MaximumModelMegabytes;
        });

        AssertBlocksAlone(name, GateStatus.Unknown, result);
        Assert.False(double.IsNaN(result[name].Value));
    }

    [Fact]
    public void Run_WaivedCheck_IsLeftOutAndNamedWithItsReason()
    {
        GateResult result = Run(static c =>
        {
            c.Diversity.Minimum = 0.9;
            c.Waived["diversity"] = "agreed for the first launch";
        });

        Assert.True(result.Passed, result.ToString());
        Assert.DoesNotContain(result.Checks, static c => c.Name == "diversity");
        Assert.Equal(new GateWaiver("diversity", "agreed for the first launch"), Assert.Single(result.Waived));
    }

    [Fact]
    public void Run_CancelledToken_Throws()
    {
        using CancellationTokenSource source = new();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => new LaunchGate(Config()).Run(world.Subject, source.Token));
    }

    private static GateConfig Config()
    {
        GateConfig config = new() { Use = DataUse.Commercial };
        config.Lift.Minimum = 0.1;
        config.Lift.Resamples = 1_000;
        config.ColdStart.Minimum = 0.1;
        config.Coverage.Minimum = 0.5;
        config.Diversity.Minimum = 0.3;
        config.Calibration.Maximum = 0.3;
        config.Latency.Threads = 2;
        config.Latency.Requests = 200;
        config.Latency.WarmUp = 20;
        config.Latency.MaximumP99Milliseconds = 10_000;
        config.Latency.MaximumP95Milliseconds = 10_000;
        config.IndexBuild.MaximumSeconds = 60;
        config.Memory.MaximumWorkingSetMegabytes = 1_000_000;
        config.Memory.MaximumModelMegabytes = 10;
        return config;
    }

    private static void AssertBlocksAlone(string name, GateStatus status, GateResult result)
    {
        Assert.False(result.Passed);
        GateCheck check = Assert.Single(result.Blocking);
        Assert.Equal((name, status), (check.Name, check.Status));
        Assert.Contains($"{status.ToString().ToUpperInvariant()} {name}: ", result.ToString(), StringComparison.Ordinal);
    }

    private GateSubject<int, int> Served(params DataSetInfo[] sources) =>
        world.Subject with { Served = world.Generation(new AlsTrainer(GateWorld.Options), sources) };

    private GateResult Run(Action<GateConfig>? change = null, GateSubject<int, int>? subject = null, TimeProvider? time = null)
    {
        GateConfig config = Config();
        change?.Invoke(config);
        IMetric[] metrics = [new ConstantMetric("ILD@10", 0.4), new ConstantMetric("Calibration@10", 0.2)];
        return new LaunchGate(config, time ?? Now, metrics).Run(subject ?? world.Subject, Token);
    }
}
