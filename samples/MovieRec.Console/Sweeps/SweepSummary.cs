using MovieRec.Eval;

namespace MovieRec.Cli.Sweeps;

/// <summary>Everything that is told about a search.</summary>
internal sealed record SweepSummary(
    SweepRequest Request,
    SelectionSplits Splits,
    SweepResult Result,
    TestLook? Look,
    IReadOnlyList<SweepLook> Looks,
    IReadOnlyList<SweepReset> Resets,
    IReadOnlyList<int> DamagedLines)
{
    public string Chosen => string.Join(" ", Result.Best.Trial.Settings.Select(static s => $"--set {s}"));
}
