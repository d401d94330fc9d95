namespace MovieRec.Serving;

/// <summary>How a list is drawn from its candidates.</summary>
public enum ExplorationKind
{
    /// <summary>Best first; nothing is drawn.</summary>
    None,

    /// <summary>With probability ε a random order of the candidates, otherwise best first.</summary>
    EpsilonGreedy,

    /// <summary>Plackett–Luce: items are drawn one after the other without replacement, by weights that grow with the score.</summary>
    PlackettLuce,
}
