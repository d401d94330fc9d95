namespace MovieRec.Tests.Contracts;

/// <summary>
/// What every recommender promises, whatever it computes. A recommender's tests inherit this class and say how the model
/// is made. The data (<see cref="TestSample"/>) holds users without likes, items without evidence and exact ties.
/// </summary>
public abstract partial class RecommenderContract
{
    private readonly Lazy<IRecommender> _model;

    protected RecommenderContract()
    {
        Sample = TestSample.Create(21, weighted: true);
        _model = new Lazy<IRecommender>(() => Fit(Sample.Data));
    }

    protected TestSample Sample { get; }

    protected IRecommender Model => _model.Value;

    /// <summary>Whether ratings below the threshold say something about a user, as in engines that predict ratings.</summary>
    protected virtual bool LearnsFromDislikes => false;

    private int UserCount => Sample.Users.Count;

    private int ItemCount => Sample.Items.Count;

    /// <summary>Some user with likes and dislikes.</summary>
    private int SomeUser => Sample.UsersWithLikes().First(u => Sample.Seen.GetUserItems(u).Length > Sample.Liked.GetUserItems(u).Length);

    private int[] SomeHistory => Sample.Liked.GetUserItems(SomeUser)[..3].ToArray();

    /// <summary>Makes the model under test.</summary>
    protected abstract IRecommender Fit(TrainingData data);

    /// <summary>What a model file gives back; a decorator that is not stored itself wraps the loaded model again.</summary>
    protected virtual IRecommender SaveAndLoad(IRecommender model)
    {
        string path = Path.Combine(Path.GetTempPath(), $"movierec-contract-{Guid.NewGuid():N}.mrec");
        try
        {
            new Recommender<int, int>(Sample.Users, Sample.Items, model, histories: Sample.Data.Histories).Save(path);
            return Recommender<int, int>.Load(path).Model;
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Recommend_DefaultQuery_SameForEverybodyOrNothing()
    {
        ScoredItem[] unknown = Answer(default);
        Assert.Equal(Model.Info.IsPersonalized, unknown.Length == 0);
        Assert.Equal(unknown, Answer(RecommendationQuery.ForHistory([])));
    }

    [Fact]
    public void Recommend_UserWithoutLikes_IsAnsweredLikeAnUnknownUser()
    {
        ScoredItem[] answer = Answer(RecommendationQuery.ForUser(TestSample.UserWithoutLikes) with { AllowHistoryItems = true });
        if (LearnsFromDislikes)
        {
            Assert.NotEmpty(answer);
            Assert.NotEqual(Answer(default), answer);
            return;
        }

        Assert.Equal(Answer(default), answer);
    }

    [Fact]
    public void Recommend_HistoryOfItemsWithoutEvidence_IsAnsweredLikeAnEmptyOne()
    {
        int[] history = [TestSample.DislikedItem, TestSample.ItemWithoutRows];
        Assert.Equal(Answer(default), Answer(RecommendationQuery.ForHistory(history)));
    }

    [Fact]
    public void Recommend_UserIndexOutsideTheModel_ThrowsNamingTheRange()
    {
        foreach (int user in (int[])[UserCount, UserCount + 1, int.MaxValue])
        {
            ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
                () => Model.Recommend(RecommendationQuery.ForUser(user), new ScoredItem[3]));
            Assert.Contains($"0 … {UserCount - 1}", error.Message, StringComparison.Ordinal);
            Assert.Equal(user, error.ActualValue);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => RecommendationQuery.ForUser(-1));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(90)]
    [InlineData(int.MaxValue)]
    public void Recommend_ItemIndexOutsideTheModel_ThrowsNamingTheRange(int item)
    {
        int[] history = [1, item];
        Action[] calls =
        [
            () => Model.Recommend(RecommendationQuery.ForHistory(history), new ScoredItem[3]),
            () => Model.Recommend(RecommendationQuery.ForUser(0, history), new ScoredItem[3]),
            () => Scorer().Score(default, history, new float[2]),
            () => Scorer().Score(RecommendationQuery.ForHistory(history), [1], new float[1]),
        ];
        foreach (Action call in calls)
        {
            ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(call);
            Assert.Contains("0 … 89", error.Message, StringComparison.Ordinal);
            Assert.Equal(item, error.ActualValue);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.PositiveInfinity)]
    public void Recommend_WeightThatIsNoPositiveNumber_Throws(float weight)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => Model.Recommend(RecommendationQuery.ForHistory([1, 2], [1, weight]), new ScoredItem[3]));
        Assert.Equal(weight, error.ActualValue);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Scorer().Score(RecommendationQuery.ForHistory([1, 2], [1, weight]), [3], new float[1]));
    }

    [Fact]
    public void Recommend_WeightsOfAnotherLength_ThrowsNamingBoth()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => RecommendationQuery.ForHistory([1, 2, 3], [1f, 2f]));
        Assert.Contains("2 values for 3 history items", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Recommend_MaskOfAnotherSize_ThrowsNamingBoth()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => Model.Recommend(RecommendationQuery.ForUser(SomeUser) with { Eligible = ItemMask.All(17) }, new ScoredItem[3]));
        Assert.Contains("17", error.Message, StringComparison.Ordinal);
        Assert.Contains("90", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Recommend_DuplicatesAndOrderOfHistory_ChangeNothing()
    {
        int[] history = SomeHistory;
        ScoredItem[] expected = Answer(RecommendationQuery.ForHistory(history));
        Assert.Equal(expected, Answer(RecommendationQuery.ForHistory([history[2], history[0], history[1], history[0], history[2]])));
    }

    [Fact]
    public void Recommend_MoreThanThereAre_WritesEachItemOnceAndLeavesTheRestAlone()
    {
        ScoredItem marker = new(-5, float.NaN);
        ScoredItem[] destination = new ScoredItem[10 * ItemCount];
        Array.Fill(destination, marker);
        int count = Model.Recommend(RecommendationQuery.ForUser(SomeUser), destination);
        Assert.InRange(count, 1, ItemCount);
        Assert.Equal(count, destination[..count].Select(s => s.ItemIndex).Distinct().Count());
        Assert.All(destination[count..], s => Assert.Equal(marker, s));
    }

    [Fact]
    public void Recommend_EmptyDestination_IsZero() =>
        Assert.Equal(0, Model.Recommend(RecommendationQuery.ForUser(SomeUser), default));

    [Fact]
    public void Recommend_EveryQuery_SortedTiesByIndexNeverNaNNeverWithoutEvidence()
    {
        int ties = 0;
        foreach (int user in Sample.UsersWithLikes())
        {
            ScoredItem[][] answers =
            [
                Answer(RecommendationQuery.ForUser(user)),
                Answer(RecommendationQuery.ForUser(user) with { AllowHistoryItems = true }),
                Answer(RecommendationQuery.ForHistory(Sample.Liked.GetUserItems(user), Sample.Liked.GetUserWeights(user))),
            ];
            foreach (ScoredItem[] answer in answers)
            {
                Assert.NotEmpty(answer);
                Assert.All(answer, s => Assert.False(float.IsNaN(s.Score)));
                Assert.All(answer, s => Assert.True(Sample.Liked.GetItemCount(s.ItemIndex) > 0, $"item {s.ItemIndex} has no likes"));
                for (int i = 1; i < answer.Length; i++)
                {
                    Assert.True(
                        answer[i - 1].Score > answer[i].Score
                        || (answer[i - 1].Score == answer[i].Score && answer[i - 1].ItemIndex < answer[i].ItemIndex),
                        $"{answer[i - 1]} before {answer[i]}");
                    ties += answer[i - 1].Score == answer[i].Score ? 1 : 0;
                }
            }
        }

        Assert.True(ties > 0, "the data must contain ties");
    }

    [Fact]
    public void Recommend_User_ReturnsEveryUnseenItemWithEvidenceAndNothingSeen()
    {
        foreach (int user in Sample.UsersWithLikes())
        {
            int[] expected =
            [
                .. Enumerable.Range(0, ItemCount)
                    .Where(i => Sample.Liked.GetItemCount(i) > 0 && Sample.Seen.GetUserItems(user).IndexOf(i) < 0),
            ];
            Assert.Equal(expected, Answer(RecommendationQuery.ForUser(user)).Select(s => s.ItemIndex).Order());
        }
    }

    [Fact]
    public void Recommend_ItemsMetSinceTraining_AreLeftOutAndChangeNoScore()
    {
        ScoredItem[] before = Answer(RecommendationQuery.ForUser(SomeUser));
        int[] met = [before[0].ItemIndex, before[2].ItemIndex, TestSample.ItemWithoutRows];
        ScoredItem[] after = Answer(RecommendationQuery.ForUser(SomeUser, met));
        Assert.Equal(before.Where(s => !met.Contains(s.ItemIndex)), after);
    }

    [Fact]
    public void Recommend_AllowHistoryItems_ReturnsEveryItemWithEvidence()
    {
        int rankable = Enumerable.Range(0, ItemCount).Count(i => Sample.Liked.GetItemCount(i) > 0);
        Assert.Equal(rankable, Answer(RecommendationQuery.ForUser(SomeUser) with { AllowHistoryItems = true }).Length);
        int[] history = SomeHistory;
        ScoredItem[] folded = Answer(RecommendationQuery.ForHistory(history) with { AllowHistoryItems = true });
        Assert.Equal(rankable, folded.Length);
        Assert.Equal(folded.Where(s => !history.Contains(s.ItemIndex)), Answer(RecommendationQuery.ForHistory(history)));
    }

    [Fact]
    public void Recommend_NothingEligible_IsZero()
    {
        int[] seen = Sample.Seen.GetUserItems(SomeUser).ToArray();
        int[] noEvidence = [TestSample.DislikedItem, TestSample.ItemWithoutRows];
        Assert.Empty(Answer(RecommendationQuery.ForUser(SomeUser) with { Eligible = ItemMask.FromItems(ItemCount, []) }));
        Assert.Empty(Answer(RecommendationQuery.ForUser(SomeUser) with { Eligible = ItemMask.FromItems(ItemCount, seen) }));
        Assert.Empty(Answer(RecommendationQuery.ForUser(SomeUser) with { Eligible = ItemMask.FromItems(ItemCount, noEvidence) }));
    }

    [Fact]
    public void Recommend_FilterThatLeavesExactlyN_ReturnsExactlyThoseInTheSameOrder()
    {
        ScoredItem[] all = Answer(RecommendationQuery.ForUser(SomeUser));
        for (int n = 1; n <= all.Length; n += 3)
        {
            // The n worst: a filter after the search would find none of them among the best.
            ScoredItem[] expected = all[^n..];
            int[] seen = Sample.Seen.GetUserItems(SomeUser).ToArray();
            ItemMask mask = ItemMask.FromItems(ItemCount, [.. expected.Select(s => s.ItemIndex), .. seen, TestSample.ItemWithoutRows]);
            ScoredItem[] destination = new ScoredItem[n];
            Assert.Equal(n, Model.Recommend(RecommendationQuery.ForUser(SomeUser) with { Eligible = mask }, destination));
            Assert.Equal(expected, destination);
        }
    }

    [Fact]
    public void Recommend_EveryCount_IsAPrefixOfTheLongerList()
    {
        ScoredItem[] all = Answer(RecommendationQuery.ForUser(SomeUser));
        for (int count = 1; count <= all.Length; count++)
        {
            ScoredItem[] destination = new ScoredItem[count];
            Assert.Equal(count, Model.Recommend(RecommendationQuery.ForUser(SomeUser), destination));
            Assert.Equal(all[..count], destination);
        }
    }

    private ScoredItem[] Answer(scoped in RecommendationQuery query) => Answer(Model, query);

    private static ScoredItem[] Answer(IRecommender model, scoped in RecommendationQuery query)
    {
        ScoredItem[] destination = new ScoredItem[200];
        return destination[..model.Recommend(query, destination)];
    }

    private IScorer Scorer() => Model.GetService<IScorer>() ?? throw new InvalidOperationException("The model offers no scorer.");
}
