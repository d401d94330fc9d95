namespace MovieRec.Eval;

/// <summary>One condition of a launch.</summary>
/// <param name="Name">Short stable name (see <see cref="GateCheckNames"/>).</param>
/// <param name="Status">What was found.</param>
/// <param name="Value">The measured value; NaN when there is none.</param>
/// <param name="Threshold">The bound it is held against; NaN when there is none.</param>
/// <param name="Detail">What was measured and how, or why it is not known: one sentence.</param>
public sealed record GateCheck(string Name, GateStatus Status, double Value, double Threshold, string Detail)
{
    internal static GateCheck Unknown(string name, string why, double value = double.NaN, double threshold = double.NaN) =>
        new(name, GateStatus.Unknown, value, threshold, why);

    /// <summary>A value that must not be below a bound; without a bound, or not a number, it is unknown.</summary>
    internal static GateCheck AtLeast(string name, double value, double? minimum, string detail) => Compare(name, value, minimum, detail, value >= minimum);

    /// <summary>A value that must not be above a bound; without a bound, or not a number, it is unknown.</summary>
    internal static GateCheck AtMost(string name, double value, double? maximum, string detail) => Compare(name, value, maximum, detail, value <= maximum);

    private static GateCheck Compare(string name, double value, double? bound, string detail, bool holds) => bound is not { } threshold
        ? Unknown(name, $"The configuration sets no bound. {detail}", value)
        : double.IsNaN(value)
            ? Unknown(name, $"The value is not defined. {detail}", value, threshold)
            : new GateCheck(name, holds ? GateStatus.Pass : GateStatus.Fail, value, threshold, detail);
}
