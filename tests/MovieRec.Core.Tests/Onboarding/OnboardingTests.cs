using MovieRec.Tests.Hybrid;

namespace MovieRec.Tests.OnboardingOf;

public sealed class OnboardingTests
{
    [Fact]
    public void Choose_TwoTastes_AsksAboutBothFirst()
    {
        TrainingData data = ContentWorld.Create();
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = 8, Iterations = 6 }).Train(data);
        IReadOnlyList<int> chosen = Onboarding.Choose(model, data.Histories, new OnboardingOptions { Count = 6 }, TestContext.Current.CancellationToken);
        Assert.Equal(6, chosen.Distinct().Count());
        Assert.InRange(chosen.Count(i => i % 2 == 0), 2, 4);
        Assert.Equal(chosen, Onboarding.Choose(model, data.Histories, new OnboardingOptions { Count = 6 }, TestContext.Current.CancellationToken));
        Assert.Equal(chosen.Take(3), Onboarding.Choose(model, data.Histories, new OnboardingOptions { Count = 3 }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Choose_RecognisabilityFloor_ShowsOnlyWhatManyHaveSeen()
    {
        TestSample sample = TestSample.Create(2, users: 80, items: 150);
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = 8, Iterations = 4 }).Train(sample.Data);
        IReadOnlyList<int> chosen = Onboarding.Choose(
            model, sample.Data.Histories, new OnboardingOptions { Count = 5, MinimumShare = 0.3 }, TestContext.Current.CancellationToken);
        int[] bySeen = [.. Enumerable.Range(0, 150).OrderByDescending(i => sample.Seen.GetItemCount(i))];
        int users = Enumerable.Range(0, 80).Count(u => sample.Seen.GetUserItems(u).Length > 0);
        int recognised = bySeen.Count(i => sample.Seen.GetItemCount(i) >= 0.3 * users);
        int floor = sample.Seen.GetItemCount(bySeen[Math.Max(recognised, 50) - 1]);
        Assert.All(chosen, i => Assert.True(sample.Seen.GetItemCount(i) >= Math.Min(floor, 0.3 * users)));
    }

    [Fact]
    public void Choose_Eligible_NothingElse()
    {
        TrainingData data = ContentWorld.Create();
        HybridModel model = ContentWorld.Train(data);
        ItemMask mask = ItemMask.Create(ContentWorld.Movies, i => i % 3 == 0);
        IReadOnlyList<int> chosen = Onboarding.Choose(
            model, data.Histories, new OnboardingOptions { Count = 10, Eligible = mask }, TestContext.Current.CancellationToken);
        Assert.Equal(10, chosen.Count);
        Assert.All(chosen, i => Assert.True(mask.Contains(i) && data.Interactions.GetItemCount(i) > 0));
    }

    [Fact]
    public void Choose_ModelWithoutVectorsOrOtherHistories_ThrowsSayingSo()
    {
        TrainingData data = ContentWorld.Create();
        PopularityModel popularity = new PopularityTrainer().Train(data);
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => Onboarding.Choose(popularity, data.Histories, null, TestContext.Current.CancellationToken));
        Assert.Contains("'popularity'", error.Message, StringComparison.Ordinal);
        AlsModel model = new AlsTrainer(new AlsOptions { Factors = 4, Iterations = 2 }).Train(data);
        Assert.Throws<ArgumentException>(() => Onboarding.Choose(model, UserHistories.Empty(3, 3), null, TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => Onboarding.Choose(
            model, data.Histories, new OnboardingOptions { Eligible = ItemMask.All(5) }, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public void Count_OutsideItsRange_Throws(int count) => Assert.Throws<ArgumentOutOfRangeException>(() => new OnboardingOptions { Count = count });
}
