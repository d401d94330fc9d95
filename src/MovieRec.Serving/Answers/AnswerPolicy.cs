namespace MovieRec.Serving;

/// <summary>What an answer is made from.</summary>
public enum AnswerPolicy
{
    /// <summary>The model, and the ladder below it.</summary>
    Model,

    /// <summary>Popularity alone, with the same filter and without what the person has seen.</summary>
    Popularity,
}
