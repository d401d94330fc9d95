namespace MovieRec;

/// <summary>A part without vectors: its scores, divided by their standard deviation for the user, are added to the exact list.</summary>
internal sealed class HybridAddend
{
    public HybridAddend(string name, HybridSource source, IRecommender model, double weight)
    {
        Name = name;
        Source = source;
        Model = model;
        Scorer = model.GetService<IScorer>() ?? throw new ArgumentException($"The part '{name}' offers neither vectors nor scores.", nameof(model));
        Explainer = model.GetService<IExplainer>();
        Weight = weight;
    }

    public string Name { get; }

    public HybridSource Source { get; }

    public IRecommender Model { get; }

    public IScorer Scorer { get; }

    public IExplainer? Explainer { get; }

    /// <summary>a.</summary>
    public double Weight { get; }

    /// <summary>Writes the scores of all items, 0 for an item the part does not rank.</summary>
    /// <param name="query">Who asks.</param>
    /// <param name="allItems">0, 1, 2, ….</param>
    /// <param name="scores">Receives one score for each item.</param>
    /// <returns>1/σ over the items the part ranks; 0 when it knows nothing about the user or its scores do not vary.</returns>
    public double Score(in RecommendationQuery query, ReadOnlySpan<int> allItems, Span<float> scores)
    {
        Scorer.Score(query, allItems, scores);
        int count = 0;
        double sum = 0;
        foreach (float score in scores)
        {
            if (!float.IsNaN(score))
            {
                sum += score;
                count++;
            }
        }

        double mean = sum / Math.Max(1, count);
        double squares = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (float.IsNaN(scores[i]))
            {
                scores[i] = 0;
                continue;
            }

            squares += (scores[i] - mean) * (scores[i] - mean);
        }

        double deviation = Math.Sqrt(squares / Math.Max(1, count));
        return deviation > 0 && double.IsFinite(1 / deviation) ? 1 / deviation : 0;
    }
}
