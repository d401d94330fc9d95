namespace MovieRec.Eval;

/// <summary>What became of the events of a log. Every event is in exactly one count.</summary>
public sealed record ImpressionLogCounts
{
    /// <summary>Events read: the sum of all others.</summary>
    public required long Events { get; init; }

    /// <summary>Impressions kept.</summary>
    public required long Impressions { get; init; }

    /// <summary>Outcomes that belong to a kept impression: the first of each kind.</summary>
    public required long Outcomes { get; init; }

    /// <summary>The same impression, or the same kind of outcome of it, again (a page viewed twice, a second click).</summary>
    public required long Repeated { get; init; }

    /// <summary>Outcomes without an impression, or before it.</summary>
    public required long Orphans { get; init; }

    /// <summary>
    /// Events that contradict others of the same impression in variant, versions or probability. Impressions that contradict
    /// one another are left out with all their outcomes; an outcome that contradicts its impression is left out alone.
    /// </summary>
    public required long Contradictions { get; init; }
}
