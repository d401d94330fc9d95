using MovieRec.Eval;

namespace MovieRec.Serving.Tests.Experiments;

public sealed class ExperimentTests
{
    private static Experiment Create(string name = "first", byte key = 1) => new(
        name,
        TestEvents.Key(key),
        [
            new ExperimentVariant { Name = "popularity", Share = 0.2, Policy = AnswerPolicy.Popularity },
            new ExperimentVariant { Name = "model", Share = 0.5 },
            new ExperimentVariant { Name = "explore", Share = 0.3, Exploration = Exploration.PlackettLuce(0.4, 20) },
        ],
        "popularity");

    [Fact]
    public void VariantOf_ManyPeople_DividesAsPlanned()
    {
        Experiment experiment = Create();
        long[] counts = [.. experiment.Variants.Select(v => (long)Enumerable.Range(0, 20_000).Count(u => experiment.VariantOf(u) == v))];

        Assert.True(SampleRatioTest.Test(counts, [.. experiment.Variants.Select(v => v.Share)]).PValue > 0.001);
    }

    [Fact]
    public void VariantOf_SamePerson_IsStableAndIndependentOfOtherExperiments()
    {
        Experiment first = Create();
        Experiment second = Create("second");

        Assert.All(Enumerable.Range(0, 100), u => Assert.Equal(first.VariantOf(u).Name, Create().VariantOf(u).Name));
        int both = Enumerable.Range(0, 10_000).Count(u => first.VariantOf(u).Name == "model" && second.VariantOf(u).Name == "model");
        Assert.InRange(both, 2_250, 2_750);
        Assert.Contains(Enumerable.Range(0, 100), u => first.VariantOf(u).Name != Create(key: 2).VariantOf(u).Name);
    }

    [Fact]
    public void Constructor_SharesOrControlWrong_Throws()
    {
        ExperimentVariant half = new() { Name = "a", Share = 0.5 };

        Assert.Throws<ArgumentException>(() => new Experiment("x", TestEvents.Key(), [half], "a"));
        Assert.Throws<ArgumentException>(() => new Experiment("x", TestEvents.Key(), [half, half], "a"));
        Assert.Throws<ArgumentException>(() => new Experiment("x", TestEvents.Key(), [half, half with { Name = "b" }], "c"));
    }

    /// <summary>
    /// A simulated A/B run through service and log: people click items of their own taste more often. The report finds the lift that the
    /// simulation has (computed from the shown lists themselves), and refuses to judge when the assignment is broken.
    /// </summary>
    [Fact]
    public async Task Run_SimulatedPeople_TheKnownLiftIsRecoveredAndABrokenAssignmentIsCaught()
    {
        using TemporaryFolder folder = new();
        using FeedbackLog<int> log = FeedbackLog<int>.Open(new FeedbackLogOptions { Path = folder["feedback.db"] });
        using RecommenderHost<string, int> host = new();
        PseudonymKeyRing keys = TestEvents.Ring();

        // The model knows the people by their pseudonyms; the tastes are those of the test data.
        Dictionary<string, string> names = Enumerable.Range(0, TestModels.Users).ToDictionary(u => $"u{u:D2}", u => keys.PseudonymOf((long)u));
        MovieDataSet<string, int> plain = TestModels.Data();
        InteractionLogBuilder<string, int> builder = new();
        for (int i = 0; i < plain.Log.Count; i++)
        {
            builder.Add(names[plain.Users[plain.Log.Users[i]]], plain.Items[plain.Log.Items[i]], plain.Log.Ratings[i], plain.Log.Timestamps[i]);
        }

        (IdMap<string> users, IdMap<int> items, InteractionLog rows, _) = builder.Build(Enumerable.Range(0, TestModels.Items));
        host.Publish(Recommender<string, int>.Train(new MovieDataSet<string, int>(users, items, rows), new AlsTrainer(TestModels.Options())));
        Experiment experiment = new("lift", TestEvents.Key(3),
            [
                new ExperimentVariant { Name = "popularity", Share = 0.5, Policy = AnswerPolicy.Popularity },
                new ExperimentVariant { Name = "explore", Share = 0.5, Exploration = Exploration.PlackettLuce(0.4, 20) },
            ],
            "popularity");
        RecommendationService<long, int> service = new(host, log, keys, new RecommendationServiceOptions { Experiment = experiment });
        Dictionary<string, (double Clicks, int Shown)> truth = new() { ["popularity"] = default, ["explore"] = default };
        ulong draw = 1;
        for (int visit = 0; visit < 25; visit++)
        {
            for (long user = 0; user < TestModels.Users; user++)
            {
                ShownList<int> shown = service.Show(user);
                await service.RecordShownAsync(shown);
                foreach (ShownItem<int> item in shown)
                {
                    double rate = (item.Item.ItemId / 20 == user / 40 ? 0.4 : 0.05) / Math.Sqrt(item.Position);
                    (double clicks, int count) = truth[shown.Variant];
                    truth[shown.Variant] = (clicks + rate, count + 1);
                    draw = (draw * 6364136223846793005UL) + 1442695040888963407UL;
                    if ((draw >> 11) * (1.0 / (1UL << 53)) < rate)
                    {
                        // Clicks only; a save would change the next list, which is not what is measured here.
                        FeedbackEvent<int> impression = shown.Impressions[item.Position - 1].Event;
                        await log.AppendAsync(FeedbackRecord<int>.Create(impression with { Kind = FeedbackKind.Click }));
                    }
                }
            }
        }

        ImpressionLog<int> joined = ImpressionLog.Join(log.ReadAll().Select(r => r.Event));
        Dictionary<string, double> plan = experiment.Variants.ToDictionary(v => v.Name, v => v.Share);
        VariantReport report = VariantComparison.Compare(joined, "popularity", plan);
        double lift = (truth["explore"].Clicks / truth["explore"].Shown / (truth["popularity"].Clicks / truth["popularity"].Shown)) - 1;
        KnownEstimate estimate = Assert.IsType<KnownEstimate>(report["explore"].ClickContrast!.Lift);

        // The draws differ from run to run: twice the half-width of the 95 % interval is missed once in ten thousand runs.
        double half = (estimate.Interval.High - estimate.Interval.Low) / 2;
        Assert.InRange(lift, estimate.Interval.Low - half, estimate.Interval.High + half);
        Assert.True(estimate.Interval.Low > 0, $"lift {lift:F3}, interval {estimate.Interval.Low:F3} … {estimate.Interval.High:F3}");

        // Half of the control's people lose their impressions on the way: the shares no longer fit.
        ImpressionLog<int> broken = ImpressionLog.Join(log.ReadAll().Select(r => r.Event)
            .Where(e => e.Variant != "popularity" || (e.UserPseudonym[^1] & 3) != 0).Where(e => e.Variant != "popularity" || (e.UserPseudonym[^2] & 1) != 0));
        VariantReport mismatch = VariantComparison.Compare(broken, "popularity", plan);
        Assert.Equal(VariantVerdict.Unknown, mismatch["explore"].ClickContrast!.Verdict);
    }
}
