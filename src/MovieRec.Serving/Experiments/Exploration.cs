using System.Globalization;

namespace MovieRec.Serving;

/// <summary>A way to draw lists, with the exact probability of each item at each position. Immutable.</summary>
public sealed record Exploration
{
    private Exploration(ExplorationKind kind, double value, int candidates)
    {
        Kind = kind;
        Value = value;
        Candidates = candidates;
    }

    /// <summary>Best first; counterfactual estimators then answer "unknown".</summary>
    public static Exploration None { get; } = new(ExplorationKind.None, 0, 0);

    /// <summary>The kind.</summary>
    public ExplorationKind Kind { get; }

    /// <summary>ε, or the temperature; 0 for none.</summary>
    public double Value { get; }

    /// <summary>Size of the candidate set from which the list is drawn; at least the length of the list is taken.</summary>
    public int Candidates { get; }

    /// <summary>Names what determines the probabilities: the policy version in the log.</summary>
    public string PolicyVersion => Kind switch
    {
        ExplorationKind.EpsilonGreedy => string.Create(CultureInfo.InvariantCulture, $"epsilon-{Value}-of-{Candidates}"),
        ExplorationKind.PlackettLuce => string.Create(CultureInfo.InvariantCulture, $"plackett-luce-{Value}-of-{Candidates}"),
        _ => "best-first",
    };

    /// <summary>With probability ε the whole list is a random order of the candidates.</summary>
    /// <param name="epsilon">ε in (0, 1].</param>
    /// <param name="candidates">Size of the candidate set, 1 … 1,000.</param>
    public static Exploration EpsilonGreedy(double epsilon, int candidates = 50) =>
        epsilon is > 0 and <= 1
            ? new Exploration(ExplorationKind.EpsilonGreedy, epsilon, CheckCandidates(candidates))
            : throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "epsilon must be in (0, 1].");

    /// <summary>
    /// Plackett–Luce with weights <c>exp(z / temperature)</c>, z = the score less the mean of the candidates' scores, in their
    /// standard deviations (Plackett 1975, "The analysis of permutations").
    /// </summary>
    /// <param name="temperature">In [0.05, 100]; small ones rarely leave the order of the scores.</param>
    /// <param name="candidates">Size of the candidate set, 1 … 1,000.</param>
    public static Exploration PlackettLuce(double temperature, int candidates = 50) =>
        temperature is >= 0.05 and <= 100
            ? new Exploration(ExplorationKind.PlackettLuce, temperature, CheckCandidates(candidates))
            : throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "temperature must be in [0.05, 100].");

    private static int CheckCandidates(int candidates) => candidates is >= 1 and <= 1_000
        ? candidates
        : throw new ArgumentOutOfRangeException(nameof(candidates), candidates, "candidates must be in 1 … 1,000.");
}
