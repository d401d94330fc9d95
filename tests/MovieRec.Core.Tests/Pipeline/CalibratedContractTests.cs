namespace MovieRec.Tests.Pipeline;

public sealed class CalibratedContractTests : RerankerContract
{
    private protected override IAdjustableReranker Create(RerankCase world, float strength) =>
        new CalibratedReranker(world.Catalog, world.Liked, strength);
}
