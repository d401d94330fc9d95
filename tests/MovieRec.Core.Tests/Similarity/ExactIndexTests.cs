using MovieRec.Tests.Contracts;

namespace MovieRec.Tests.SimilaritySearch;

public sealed class ExactIndexTests : SimilarityIndexContract
{
    protected override ISimilarityIndex Create(IVectorRecommender vectors, Similarity similarity) => new ExactIndex(vectors, similarity);

    [Fact]
    public void Constructor_UnknownSimilarity_ThrowsNamingTheChoices()
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => new ExactIndex(new VectorTable(2, [1, 2]), (Similarity)9));
        Assert.Contains("InnerProduct, Cosine or NegativeSquaredL2", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => new ExactIndex(null!, Similarity.Cosine));
    }

    [Fact]
    public void Constructor_VectorsChangedAfterwards_IndexKeepsItsCopy()
    {
        float[] values = [1, 0, 0, 2];
        ExactIndex index = new(new VectorTable(2, values), Similarity.InnerProduct);
        values[0] = 50;
        ScoredItem[] found = new ScoredItem[2];
        Assert.Equal(2, index.Search([1, 1], found));
        Assert.Equal([new ScoredItem(1, 2), new ScoredItem(0, 1)], found);
    }

    [Fact]
    public void Search_VectorWithNaN_IsNeverReturned()
    {
        foreach (Similarity similarity in Enum.GetValues<Similarity>())
        {
            ExactIndex index = new(new VectorTable(2, [1, float.NaN, 0, 2]), similarity);
            ScoredItem[] found = new ScoredItem[2];
            Assert.Equal(1, index.Search([1, 1], found));
            Assert.Equal(1, found[0].ItemIndex);
        }
    }
}
