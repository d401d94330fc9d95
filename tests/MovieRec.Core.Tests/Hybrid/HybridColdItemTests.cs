namespace MovieRec.Tests.Hybrid;

public sealed class HybridColdItemTests
{
    private static readonly HybridOptions Given = new()
    {
        Weights = [new HybridWeight("als", 0.6), new HybridWeight("content", 0.3), new HybridWeight(HybridPart.Popularity, 0.1)],
        UserEvidence = 5,
        ItemEvidence = 4,
        PriorScale = 0.8,
        UnseenContent = 1,
    };

    [Fact]
    public void Recommend_MovieThatArrivedToday_GoesToThoseWithItsTaste()
    {
        TrainingData data = ContentWorld.Create();
        HybridModel model = ContentWorld.Train(data, Given);
        int[] arrived = [.. Enumerable.Range(ContentWorld.FirstNew, ContentWorld.Movies - ContentWorld.FirstNew)];
        ScoredItem[] found = new ScoredItem[4];
        for (int u = 0; u < ContentWorld.Users; u++)
        {
            RecommendationQuery query = RecommendationQuery.ForUser(u) with { Eligible = ItemMask.FromItems(ContentWorld.Movies, arrived) };
            Assert.Equal(4, model.Recommend(query, found));
            Assert.All(found, s => Assert.Equal(u % 2, s.ItemIndex % 2));
        }

        Assert.All(arrived, i => Assert.True(model.RankableItems.Contains(i)));
        Assert.Equal(0, model.FindPart(HybridSource.Behaviour)!.Model.Recommend(
            RecommendationQuery.ForUser(0) with { Eligible = ItemMask.FromItems(ContentWorld.Movies, arrived) }, found));
    }

    [Fact]
    public void Explain_MovieNobodyHasSeen_AddsUpAndNamesLikedMoviesOfItsKind()
    {
        HybridModel model = ContentWorld.Train(ContentWorld.Create(), Given);
        Contribution[] terms = new Contribution[ContentWorld.Movies];
        for (int u = 0; u < ContentWorld.Users; u++)
        {
            int item = ContentWorld.FirstNew + (u % 2);
            float[] score = new float[1];
            model.Score(RecommendationQuery.ForUser(u), [item], score);
            Explanation explanation = model.Explain(RecommendationQuery.ForUser(u), item, terms);
            double sum = terms[..explanation.Written].Sum(t => (double)t.Value);
            Assert.Equal(score[0], explanation.Score);
            Assert.Equal(score[0], explanation.Remainder + sum, 1e-5 * explanation.Magnitude);
            Assert.True(terms[0].Value > 0);
            Assert.Equal(u % 2, terms[0].ItemIndex % 2);
            Assert.True(model.IsContentReason(terms[0].ItemIndex, item));
        }
    }

    [Fact]
    public void Recommend_OneLikedMovie_AnswersAtOnceEvenWhenNobodyElseHasSeenIt()
    {
        HybridModel model = ContentWorld.Train(ContentWorld.Create(), Given);
        ScoredItem[] found = new ScoredItem[5];
        Assert.Equal(5, model.Recommend(RecommendationQuery.ForHistory([ContentWorld.MovieWithoutMetadata]), found));
        foreach (int liked in (int[])[3, 4, ContentWorld.FirstNew, ContentWorld.FirstNew + 1])
        {
            Assert.Equal(5, model.Recommend(RecommendationQuery.ForHistory([liked]), found));
            Assert.True(found.Count(s => s.ItemIndex % 2 == liked % 2) >= 4, $"liked {liked}: {string.Join(", ", found.Select(s => s.ItemIndex))}");
        }
    }

    [Fact]
    public void GetItemVector_PeopleHaveSeenIt_EvidenceTakesOverStepByStep()
    {
        // Behaviour block = a/τ·(φ·y + (1 − φ)·s·ŷ): the share of the item's own vector is m/(m + κ).
        TrainingData data = ContentWorld.Create();
        HybridModel with = ContentWorld.Train(data, Given);
        HybridModel own = ContentWorld.Train(data, Given with { ItemEvidence = 0 });
        HybridModel doubled = ContentWorld.Train(data, Given with { PriorScale = 1.6 });
        for (int i = 0; i < ContentWorld.FirstNew; i++)
        {
            if (i == ContentWorld.MovieWithoutMetadata)
            {
                continue;
            }

            double trust = data.Interactions.GetItemCount(i) / (data.Interactions.GetItemCount(i) + 4.0);
            for (int c = 0; c < 8; c++)
            {
                float prior = doubled.GetItemVector(i)[c] - with.GetItemVector(i)[c];
                Assert.Equal((trust * own.GetItemVector(i)[c]) + prior, with.GetItemVector(i)[c], 1e-5);
            }
        }
    }

    [Fact]
    public void Fit_LikedMovieWithoutMetadata_GetsContentFromItsNeighbours()
    {
        TrainingData data = ContentWorld.Create();
        HybridModel with = ContentWorld.Train(data, Given);
        HybridModel without = ContentWorld.Train(data, Given with { BackfillNeighbours = 0 });
        Assert.True(with.GetItemVector(ContentWorld.MovieWithoutMetadata)[8..20].ContainsAnyExcept(0f));
        Assert.False(without.GetItemVector(ContentWorld.MovieWithoutMetadata)[8..20].ContainsAnyExcept(0f));
        float same = Cosine(with, ContentWorld.MovieWithoutMetadata, 12);
        float other = Cosine(with, ContentWorld.MovieWithoutMetadata, 13);
        Assert.True(same > other, $"{same} to a movie of its kind, {other} to another");
    }

    [Fact]
    public void IndexedRecommender_ExactIndexOverTheBlend_GivesTheSameLists()
    {
        TrainingData data = ContentWorld.Create();
        HybridModel model = ContentWorld.Train(data, Given);
        IndexedRecommender indexed = new(model, new ExactIndex(model, Similarity.InnerProduct), data.Histories);
        ScoredItem[] expected = new ScoredItem[20];
        ScoredItem[] found = new ScoredItem[20];
        for (int u = 0; u < ContentWorld.Users; u++)
        {
            Assert.Equal(20, model.Recommend(RecommendationQuery.ForUser(u), expected));
            Assert.Equal(20, indexed.Recommend(RecommendationQuery.ForUser(u), found));
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void Fit_Learned_TellsTheTastesApartAndIsTheSameOnOneThread()
    {
        TrainingData data = ContentWorld.Create();
        HybridModel model = ContentWorld.Train(data);
        Assert.Equal(1, model.Parameters.Weights.Sum(w => w.Weight), 1e-9);
        HybridModel single = ContentWorld.Train(data, threads: 1);
        Assert.Equal(model.Parameters, single.Parameters);
        Assert.Equal(model.Info, single.Info);
        for (int i = 0; i < model.ItemCount; i++)
        {
            Assert.Equal(model.GetItemVector(i).ToArray(), single.GetItemVector(i).ToArray());
        }
    }

    [Fact]
    public void Fit_NoCatalogue_LeavesContentOut()
    {
        TrainingData data = TrainingData.Create(ContentWorld.Create().Histories);
        HybridModel model = ContentWorld.Train(data);
        Assert.Equal("als", Assert.Single(model.Parts).Name);
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => new HybridTrainer(new HybridOptions(), [new HybridPart("content", HybridSource.Content, new ContentTrainer())]).Train(data));
        Assert.Contains("catalogue", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SaveAndLoad_ContentAndPrior_SameBits()
    {
        string path = Path.Combine(Path.GetTempPath(), $"movierec-hybrid-{Guid.NewGuid():N}.mrec");
        try
        {
            TrainingData data = ContentWorld.Create();
            HybridModel model = ContentWorld.Train(data, Given);
            IdMap<int> users = IdMap<int>.Create(Enumerable.Range(0, ContentWorld.Users));
            IdMap<int> items = IdMap<int>.Create(Enumerable.Range(0, ContentWorld.Movies));
            new Recommender<int, int>(users, items, model, null, data.Catalog, data.Histories).Save(path);
            HybridModel loaded = Assert.IsType<HybridModel>(Recommender<int, int>.Load(path).Model);
            Assert.Equal(model.Parameters, loaded.Parameters);
            Assert.Equal(model.Parts.Select(p => (p.Name, p.Source, p.Weight)), loaded.Parts.Select(p => (p.Name, p.Source, p.Weight)));
            ScoredItem[] before = new ScoredItem[ContentWorld.Movies];
            ScoredItem[] after = new ScoredItem[ContentWorld.Movies];
            for (int u = 0; u < ContentWorld.Users; u++)
            {
                int count = model.Recommend(RecommendationQuery.ForUser(u), before);
                Assert.Equal(count, loaded.Recommend(RecommendationQuery.ForUser(u), after));
                Assert.Equal(before, after);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static float Cosine(HybridModel model, int a, int b) =>
        System.Numerics.Tensors.TensorPrimitives.CosineSimilarity(model.GetItemVector(a)[8..20], model.GetItemVector(b)[8..20]);
}
