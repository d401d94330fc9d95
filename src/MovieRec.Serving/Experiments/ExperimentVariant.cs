namespace MovieRec.Serving;

/// <summary>One arm of an experiment.</summary>
public sealed record ExperimentVariant
{
    /// <summary>Name, as it is written to the log.</summary>
    public required string Name { get; init; }

    /// <summary>Planned share of people, in (0, 1]. The shares of an experiment sum to 1.</summary>
    public required double Share
    {
        get;
        init => field = value is > 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Share must be in (0, 1].");
    }

    /// <summary>What the answers are made from.</summary>
    public AnswerPolicy Policy { get; init; }

    /// <summary>How the list is drawn from the candidates. Default: best first, every probability 1.</summary>
    public Exploration Exploration { get; init; } = Exploration.None;
}
