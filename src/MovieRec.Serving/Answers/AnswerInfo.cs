namespace MovieRec.Serving;

/// <summary>Where an answer comes from.</summary>
/// <param name="Rung">Rung of the ladder.</param>
/// <param name="ModelVersion">Version of the model that answered; empty without a model.</param>
public readonly record struct AnswerInfo(RecommendationRung Rung, string ModelVersion);
