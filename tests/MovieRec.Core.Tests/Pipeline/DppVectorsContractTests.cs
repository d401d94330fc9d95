namespace MovieRec.Tests.Pipeline;

public sealed class DppVectorsContractTests : RerankerContract
{
    private protected override IAdjustableReranker Create(RerankCase world, float strength) =>
        new DppReranker(ItemFeatures.FromVectors(world.Vectors), strength);
}
