using MovieRec.Numerics;
using MovieRec.Tests.Contracts;

namespace MovieRec.Tests.Content;

/// <summary>Vectors that somebody else made.</summary>
public sealed class GivenVectorsContractTests : RecommenderContract
{
    protected override IRecommender Fit(TrainingData data)
    {
        const int Length = 21;
        float[] values = new float[data.Histories.ItemCount * Length];
        for (int i = 0; i < data.Histories.ItemCount; i++)
        {
            if (data.Interactions.GetItemCount(i) > 0)
            {
                int seed = i == TestSample.SecondTwin ? TestSample.FirstTwin : i;
                SeededRandom.Normal((ulong)seed, 0, values.AsSpan(i * Length, Length));
            }
        }

        ItemEmbeddings embeddings = ItemEmbeddings.Create(new EmbeddingInfo { Generator = "test", Model = "normal", Dimensions = Length }, values);
        return new ContentTrainer(embeddings).Train(data);
    }
}
