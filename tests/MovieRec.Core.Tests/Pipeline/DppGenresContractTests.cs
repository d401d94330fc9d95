namespace MovieRec.Tests.Pipeline;

public sealed class DppGenresContractTests : RerankerContract
{
    private protected override IAdjustableReranker Create(RerankCase world, float strength) =>
        new DppReranker(ItemFeatures.FromGenres(world.Catalog), strength);
}
