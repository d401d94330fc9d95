using System.Collections;
using MovieRec.Tests.Persistence;

namespace MovieRec.Tests.Facade;

/// <summary>Construction, versions, threads, arguments, and the two shapes of each call.</summary>
public sealed class RecommenderTests
{
    private static readonly Recommender<int, string> Model = SampleData.Als<int, string>();

    [Fact]
    public void ModelVersion_SameDataOptionsAndSeed_SameAtAnyThreadCountAndRowOrder()
    {
        string version = Model.ModelVersion;

        Assert.Matches("^als-[0-9a-f]{12}$", version);
        Assert.Equal(version, SampleData.Als<int, string>().ModelVersion);
        Assert.Equal(version, SampleData.Als<int, string>(als: SampleData.AlsOptions with { MaxDegreeOfParallelism = 2 }).ModelVersion);
        Assert.NotEqual(version, SampleData.Als<int, string>(als: SampleData.AlsOptions with { Seed = 2 }).ModelVersion);
        Assert.NotEqual(version, SampleData.Als<int, string>(als: SampleData.AlsOptions with { Regularization = 0.02 }).ModelVersion);
        Assert.NotEqual(version, SampleData.Als<int, string>(options: new InteractionOptions { PositiveThreshold = 4.5f }).ModelVersion);
        Assert.StartsWith(
            "popularity-",
            Recommender<int, string>.Train(SampleData.Create<int, string>(), new PopularityTrainer()).ModelVersion,
            StringComparison.Ordinal);
    }

    [Fact]
    public void SpanOverloads_SameAsLists()
    {
        Recommendation<string>[] buffer = new Recommendation<string>[7];
        RecommendOptions seven = new() { Count = 7 };
        int user = SampleData.Id<int>(1);
        string[] liked = [SampleData.Id<string>(3), "unknown"];

        int count = Model.Recommend(user, buffer, out RecommendationRung rung);
        Assert.Equal(Model.Recommend(user, seven), buffer[..count]);
        Assert.Equal(RecommendationRung.Personalized, rung);
        count = Model.RecommendFor(liked, buffer, out rung);
        Assert.Equal(Model.RecommendFor(liked, seven), buffer[..count]);
        Assert.Equal(RecommendationRung.FoldIn, rung);
        count = Model.SimilarTo(liked[0], buffer);
        Assert.Equal(Model.SimilarTo(liked[0], seven), buffer[..count]);
    }

    [Fact]
    public void SpanOverloads_EmptyDestination_Zero()
    {
        Assert.Equal(0, Model.Recommend(SampleData.Id<int>(0), [], out RecommendationRung rung));
        Assert.Equal(RecommendationRung.None, rung);
        Assert.Equal(0, Model.RecommendFor([SampleData.Id<string>(2)], [], out _));
        Assert.Equal(0, Model.SimilarTo(SampleData.Id<string>(2), []));
    }

    [Fact]
    public void SpanOverloads_DestinationLongerThanAnswer_LeaveTheRestAlone()
    {
        Recommendation<string> mark = new("mark", -1, default);
        Recommendation<string>[] buffer = [.. Enumerable.Repeat(mark, 100)];

        int count = Model.Recommend(SampleData.Id<int>(0), buffer, out _);

        Assert.InRange(count, 1, 40);
        Assert.All(buffer[count..], r => Assert.Equal(mark, r));
        Assert.DoesNotContain(mark, buffer[..count]);
    }

    [Fact]
    public void Recommend_ManyThreads_SameAnswers()
    {
        int[] users = [.. Model.Users.Ids, -1];
        RecommendationList<string>[] expected = [.. users.Select(u => Model.Recommend(u))];
        RecommendationList<string> similar = Model.SimilarTo(SampleData.Id<string>(2));
        string[] liked = [SampleData.Id<string>(2), SampleData.Id<string>(9)];
        RecommendationList<string> folded = Model.RecommendFor(liked);
        int wrong = 0;
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(t => new Thread(() =>
        {
            for (int i = 0; i < 400; i++)
            {
                int which = (i + (t * 7)) % users.Length;
                if (!Model.Recommend(users[which]).SequenceEqual(expected[which])
                    || !Model.RecommendFor(liked).SequenceEqual(folded)
                    || !Model.SimilarTo(SampleData.Id<string>(2)).SequenceEqual(similar))
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        }))];

        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());

        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Arguments_Null_AreNamed()
    {
        Recommender<string, string> model = SampleData.Als<string, string>();
        Recommendation<string>[] buffer = new Recommendation<string>[1];

        Assert.Throws<ArgumentNullException>("userId", () => model.Recommend(null!));
        Assert.Throws<ArgumentNullException>("userId", () => model.Recommend(null!, buffer, out _));
        Assert.Throws<ArgumentNullException>("liked", () => model.RecommendFor((IReadOnlyCollection<string>)null!));
        Assert.Throws<ArgumentNullException>("liked", () => model.RecommendFor([SampleData.Id<string>(2), null!]));
        Assert.Throws<ArgumentNullException>("liked", () => model.RecommendFor([SampleData.Id<string>(2), null!], buffer, out _));
        Assert.Throws<ArgumentNullException>("itemId", () => model.SimilarTo(null!));
        Assert.Throws<ArgumentNullException>("userId", () => model.Explain(null!, SampleData.Id<string>(2)));
        Assert.Throws<ArgumentNullException>("itemId", () => model.Explain(SampleData.Id<string>(2), null!));
        Assert.Throws<ArgumentNullException>("liked", () => model.ExplainFor(null!, SampleData.Id<string>(2)));
        Assert.Throws<ArgumentNullException>("data", () => Recommender<string, string>.Train(null!, new PopularityTrainer()));
        Assert.Throws<ArgumentNullException>("trainer", () => Recommender<int, string>.Train(SampleData.Create<int, string>(), null!));
        Assert.Throws<ArgumentNullException>("users", () => new Recommender<string, string>(null!, model.Items, model.Model));
        Assert.Throws<ArgumentNullException>("items", () => new Recommender<string, string>(model.Users, null!, model.Model));
        Assert.Throws<ArgumentNullException>("model", () => new Recommender<string, string>(model.Users, model.Items, null!));
    }

    [Fact]
    public void Constructor_PartsOfOtherSizes_SaysWhichPart()
    {
        IdMap<int> users = Model.Users;
        IdMap<string> fewer = IdMap<string>.Create(Model.Items.Ids[1..].ToArray());

        Assert.Throws<ArgumentException>("model", () => new Recommender<int, string>(users, fewer, Model.Model));
        Assert.Throws<ArgumentException>(
            "catalogue", () => new Recommender<int, string>(users, Model.Items, Model.Model, null, MovieCatalog.Create(new MovieMetadata?[3])));
        Assert.Throws<ArgumentException>(
            "histories", () => new Recommender<int, string>(users, Model.Items, Model.Model, null, null, UserHistories.Empty(1, 1)));
        ArgumentException e = Assert.Throws<ArgumentException>(
            "fallback", () => new Recommender<int, string>(users, Model.Items, Model.Model, new StubModel(24, [1])));
        Assert.Contains("24 users and 1 items", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RecommendOptions_DefaultsAndRange()
    {
        RecommendOptions options = new();
        Assert.Equal(10, options.Count);
        Assert.True(options.IncludeReasons);
        Assert.False(options.AllowHistoryItems);
        Assert.Null(options.Eligible);
        foreach (int count in new[] { 0, -1, 10_001 })
        {
            ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(() => new RecommendOptions { Count = count });
            Assert.Contains("1 … 10,000", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void RecommendationList_EnumeratesInOrder()
    {
        RecommendationList<string> list = Model.Recommend(-1);

        Assert.Equal(Enumerable.Range(0, list.Count).Select(i => list[i]), list);
        Assert.Equal(list.ToArray(), ((IEnumerable)list).Cast<Recommendation<string>>());
    }

    [Fact]
    public void Train_ProgressAndCancellation_ReachTheTrainer()
    {
        List<TrainingProgress> steps = [];
        MovieDataSet<int, string> data = SampleData.Create<int, string>();
        Recommender<int, string>.Train(data, new AlsTrainer(SampleData.AlsOptions), null, new Recorder(steps));

        Assert.Equal([1, 2, 3, 4], steps.Select(s => s.Step));
        Assert.All(steps, s => Assert.Equal(("als", 4), (s.Algorithm, s.TotalSteps)));
        Assert.ThrowsAny<OperationCanceledException>(() => Recommender<int, string>.Train(
            data, new AlsTrainer(SampleData.AlsOptions), cancellationToken: new CancellationToken(canceled: true)));
    }

    private sealed class Recorder(List<TrainingProgress> steps) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => steps.Add(value);
    }
}
