namespace MovieRec.Tests.Pipeline;

public sealed class MmrGenresContractTests : RerankerContract
{
    private protected override IAdjustableReranker Create(RerankCase world, float strength) =>
        new MmrReranker(ItemFeatures.FromGenres(world.Catalog), strength);
}
