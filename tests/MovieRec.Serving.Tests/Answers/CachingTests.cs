using Microsoft.Extensions.Time.Testing;

namespace MovieRec.Serving.Tests.Answers;

public sealed class CachingTests
{
    private readonly Counting _counting = new();
    private readonly FakeTimeProvider _clock = new();

    private RecommenderHost<string, int> Host()
    {
        RecommenderHost<string, int> host = new(
            new RecommenderHostOptions<string, int>()
                .Use(inner => _counting.Around(inner))
                .UseCaching(new CachingOptions { Capacity = 64, Lifetime = TimeSpan.FromSeconds(10) }, _clock));
        host.Publish(TestModels.Als());
        return host;
    }

    [Fact]
    public void Recommend_SameAgain_IsGivenFromTheCacheUntilItIsTooOld()
    {
        using RecommenderHost<string, int> host = Host();
        RecommendationList<int> first = host.Recommend("u03");

        Assert.Equal(first, host.Recommend("u03"));
        Assert.Equal(1, _counting.Calls);
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(first, host.Recommend("u03"));
        Assert.Equal(2, _counting.Calls);
    }

    [Fact]
    public void Recommend_SomethingElseAsked_IsNotTakenForTheSame()
    {
        using RecommenderHost<string, int> host = Host();
        Recommender<string, int> plain = TestModels.Als();
        ItemMask filter = ItemMask.Create(TestModels.Items, i => i % 2 == 0);
        RecentEvent<int>[] save = [new(25, FeedbackKind.Save, DateTimeOffset.UnixEpoch)];
        RecentEvent<int>[] refusal = [new(host.Recommend("u03")[0].ItemId, FeedbackKind.NotInterested, DateTimeOffset.UnixEpoch)];
        for (int round = 0; round < 2; round++)
        {
            for (int u = 0; u < TestModels.Users; u++)
            {
                Assert.Equal(plain.Recommend($"u{u:D2}"), host.Recommend($"u{u:D2}"));
            }

            Assert.Equal(plain.Recommend("u03", new RecommendOptions { Eligible = filter }), host.Recommend("u03", new RecommendOptions { Eligible = filter }));
            Assert.Equal(plain.Recommend("u03", new RecommendOptions { Count = 4 }), host.Recommend("u03", new RecommendOptions { Count = 4 }));
            Assert.Equal(RecommendationRung.FoldIn, host.Recommend("u03", null, save).Rung);
            Assert.DoesNotContain(host.Recommend("u03", null, refusal), r => r.ItemId == refusal[0].ItemId);
        }
    }

    [Fact]
    public void Recommend_AfterASwap_AnswersFromTheNewModel()
    {
        using RecommenderHost<string, int> host = Host();
        host.Recommend("u03");
        Recommender<string, int> next = TestModels.Als(dataSeed: 1);

        host.Publish(next);

        Assert.Equal(next.Recommend("u03"), host.Recommend("u03"));
    }

    private sealed class Counting : IAnswerStage<string, int>
    {
        private IAnswerStage<string, int>? _inner;

        public int Calls { get; private set; }

        public Counting Around(IAnswerStage<string, int> inner)
        {
            _inner = inner;
            return this;
        }

        public int Answer(scoped in AnswerRequest<string, int> request, Span<ScoredItem> destination, out RecommendationRung rung)
        {
            Calls++;
            return _inner!.Answer(request, destination, out rung);
        }
    }
}
