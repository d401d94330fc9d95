namespace MovieRec;

/// <summary>A part after training, before it is blended.</summary>
internal sealed record TrainedPart(string Name, HybridSource Source, IRecommender Model);
