namespace MovieRec.Eval;

/// <summary>Names of the checks, in the order in which they are reported.</summary>
public static class GateCheckNames
{
    /// <summary>The people in the data are real.</summary>
    public const string RealData = "real-data";

    /// <summary>What is measured offline and what will serve are one algorithm with one set of options.</summary>
    public const string SameRecipe = "same-recipe";

    /// <summary>Lower bound of the lift over the strongest popularity baseline.</summary>
    public const string Lift = "lift";

    /// <summary>Lower bound of a metric on cold users.</summary>
    public const string ColdStart = "cold-start";

    /// <summary>Share of the catalogue that is shown.</summary>
    public const string Coverage = "coverage";

    /// <summary>Diversity within lists.</summary>
    public const string Diversity = "diversity";

    /// <summary>Distance between a user's taste profile and the list's.</summary>
    public const string Calibration = "calibration";

    /// <summary>Share of recommendations that name the liked item that caused them.</summary>
    public const string ExplanationShare = "explanation-share";

    /// <summary>95th percentile of the time of a request under load.</summary>
    public const string LatencyP95 = "latency-p95";

    /// <summary>99th percentile of the time of a request under load.</summary>
    public const string LatencyP99 = "latency-p99";

    /// <summary>Time to build what serves from the model.</summary>
    public const string IndexBuild = "index-build";

    /// <summary>Memory of the process after all measurements.</summary>
    public const string WorkingSet = "working-set";

    /// <summary>Size of the model file.</summary>
    public const string ModelBytes = "model-bytes";

    /// <summary>Age of the newest interaction.</summary>
    public const string Freshness = "freshness";

    /// <summary>Whether the data may be used as declared.</summary>
    public const string Licence = "licence";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        RealData, SameRecipe, Lift, ColdStart, Coverage, Diversity, Calibration, ExplanationShare,
        LatencyP95, LatencyP99, IndexBuild, WorkingSet, ModelBytes, Freshness, Licence,
    ];

    /// <summary>Those that no configuration can waive.</summary>
    public static IReadOnlyList<string> Mandatory { get; } = [RealData, SameRecipe, Licence];
}
