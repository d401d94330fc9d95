namespace MovieRec;

/// <summary>What a part of a hybrid learns from.</summary>
public enum HybridSource
{
    /// <summary>Who liked what: it knows nothing about a movie nobody liked, and more with every like.</summary>
    Behaviour,

    /// <summary>What the movie is: it knows a movie that arrived today as well as any other.</summary>
    Content,
}
