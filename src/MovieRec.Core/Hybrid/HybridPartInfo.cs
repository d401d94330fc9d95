namespace MovieRec;

/// <summary>A part of a trained blend.</summary>
/// <param name="Name">Name among the parts.</param>
/// <param name="Source">What it learned from.</param>
/// <param name="Weight">Its weight a.</param>
/// <param name="Model">The part's model, complete by itself.</param>
public sealed record HybridPartInfo(string Name, HybridSource Source, double Weight, IRecommender Model);
