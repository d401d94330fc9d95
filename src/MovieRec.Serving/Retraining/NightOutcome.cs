namespace MovieRec.Serving;

/// <summary>What a night brought.</summary>
public enum NightOutcome
{
    /// <summary>A new model answers.</summary>
    Published,

    /// <summary>The new model did not pass validation; the old one answers on.</summary>
    Refused,

    /// <summary>Training or publication failed; the old model answers on.</summary>
    Failed,

    /// <summary>The application did not run, or an earlier night's run took until the next one was due.</summary>
    Missed,
}
