namespace MovieRec.Tests.Pipeline;

public sealed class MmrVectorsContractTests : RerankerContract
{
    private protected override IAdjustableReranker Create(RerankCase world, float strength) =>
        new MmrReranker(ItemFeatures.FromVectors(world.Vectors), strength);
}
