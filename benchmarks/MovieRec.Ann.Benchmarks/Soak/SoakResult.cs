namespace MovieRec.Ann.Soak;

/// <summary>What a run saw.</summary>
/// <param name="Name">The back end.</param>
/// <param name="Seconds">How long it ran.</param>
/// <param name="Readers">Reading threads, beside one writer and one rebuilder.</param>
/// <param name="Answers">Answers judged.</param>
/// <param name="ExactAnswers">Of these, at exact effort and judged for completeness too.</param>
/// <param name="Changes">Vectors added, removed and replaced.</param>
/// <param name="Rebuilds">Bases built and put in place meanwhile.</param>
/// <param name="Live">Vectors at the end.</param>
/// <param name="Injected">Answers spoilt on purpose.</param>
/// <param name="Detected">Of these, found wrong.</param>
/// <param name="Violations">The first wrong answers that nobody spoilt.</param>
/// <param name="ViolationCount">The number of these.</param>
internal sealed record SoakResult(
    string Name,
    double Seconds,
    int Readers,
    long Answers,
    long ExactAnswers,
    long Changes,
    long Rebuilds,
    int Live,
    long Injected,
    long Detected,
    IReadOnlyList<string> Violations,
    int ViolationCount);
