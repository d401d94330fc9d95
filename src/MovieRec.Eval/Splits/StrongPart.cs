namespace MovieRec.Eval;

/// <summary>Which held-out users a strong split evaluates.</summary>
public enum StrongPart
{
    /// <summary>The test users: look once.</summary>
    Test,

    /// <summary>The validation users: choose options on them.</summary>
    Validation,
}
