namespace MovieRec.Tests.Pipeline;

public sealed class PopularityDampingContractTests : RerankerContract
{
    private protected override IAdjustableReranker Create(RerankCase world, float strength) => new PopularityDampingReranker(world.Liked, strength);
}
