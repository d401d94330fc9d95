namespace MovieRec.Eval;

/// <summary>Which of two interleaved rankings people prefer.</summary>
public sealed class InterleavingResult
{
    internal InterleavingResult(int lists, int firstWins, int secondWins, int unseenLists, long foreignOutcomes, PairedComparison users)
    {
        Lists = lists;
        FirstWins = firstWins;
        SecondWins = secondWins;
        UnseenLists = unseenLists;
        ForeignOutcomes = foreignOutcomes;
        Users = users;
    }

    /// <summary>Lists that were seen: at least one impression in the log.</summary>
    public int Lists { get; }

    /// <summary>Lists in which the first ranking has more credit.</summary>
    public int FirstWins { get; }

    /// <summary>Lists in which the second ranking has more credit.</summary>
    public int SecondWins { get; }

    /// <summary>Lists with equal credit, those without any outcome included.</summary>
    public int Ties => Lists - FirstWins - SecondWins;

    /// <summary>Lists without an impression in the log; left out.</summary>
    public int UnseenLists { get; }

    /// <summary>Outcomes in the log on items that the list of their id does not hold there; left out.</summary>
    public long ForeignOutcomes { get; }

    /// <summary>
    /// The user is the unit: the share of a person's lists that the first ranking won, paired with the share that the second
    /// won. The difference is the preference, in [−1, 1].
    /// </summary>
    public PairedComparison Users { get; }

    /// <summary>The preferred ranking; none when the permutation test cannot tell.</summary>
    /// <param name="level">The level, such as 0.05.</param>
    public InterleavingTeam Preferred(double level = 0.05) =>
        !Users.IsDistinguishable(level) || Users.Difference == 0 ? InterleavingTeam.None
        : Users.Difference > 0 ? InterleavingTeam.First : InterleavingTeam.Second;
}
