using MovieRec.Tests.Persistence;

namespace MovieRec.Tests.Facade;

/// <summary>Zero bytes for each span overload of the façade, with reasons and with a filter.</summary>
public sealed class AllocationTests
{
    private const int Repetitions = 200;

    public static TheoryData<string> CallNames() => [.. Calls(SampleData.Als<int, string>()).Keys];

    [Theory]
    [MemberData(nameof(CallNames))]
    public void SpanOverload_AfterWarmUp_AllocatesNothing(string name)
    {
        Func<int> call = Calls(SampleData.Als<int, string>())[name];
        Assert.True(call() > 0, "the call must answer something");

        Assert.Equal(0, LeastAllocation(call));
    }

    private static Dictionary<string, Func<int>> Calls(Recommender<int, string> model)
    {
        Recommendation<string>[] buffer = new Recommendation<string>[10];
        Recommender<int, string> popular = Recommender<int, string>.Train(SampleData.Create<int, string>(), new PopularityTrainer());
        RecommendOptions plain = new() { IncludeReasons = false };
        RecommendOptions filtered = new() { Eligible = model.Catalog.Select(new MovieFilter { Genres = ["Drama"] }) };
        string[] liked = [SampleData.Id<string>(2), "unknown", SampleData.Id<string>(4)];
        int user = SampleData.Id<int>(0);
        string item = SampleData.Id<string>(2);
        return new Dictionary<string, Func<int>>
        {
            ["known user"] = () => model.Recommend(user, buffer, out _),
            ["known user without reasons"] = () => model.Recommend(user, buffer, out _, plain),
            ["known user with filter"] = () => model.Recommend(user, buffer, out _, filtered),
            ["unknown user"] = () => model.Recommend(-1, buffer, out _),
            ["unknown user with filter"] = () => model.Recommend(-1, buffer, out _, filtered),
            ["popularity model"] = () => popular.Recommend(user, buffer, out _),
            ["history"] = () => model.RecommendFor(liked, buffer, out _),
            ["history without reasons"] = () => model.RecommendFor(liked, buffer, out _, plain),
            ["history with filter"] = () => model.RecommendFor(liked, buffer, out _, filtered),
            ["unknown history"] = () => model.RecommendFor(["x"], buffer, out _),
            ["similar"] = () => model.SimilarTo(item, buffer),
            ["similar with filter"] = () => model.SimilarTo(item, buffer, filtered),
        };
    }

    /// <summary>
    /// The least of several rounds: a collection may empty the array pool in between, and tiered compilation finishes
    /// when it likes; a call that allocates does so in every round.
    /// </summary>
    private static long LeastAllocation(Func<int> call)
    {
        long least = long.MaxValue;
        for (int round = 0; round < 10 && least > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Repetitions; i++)
            {
                call();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
