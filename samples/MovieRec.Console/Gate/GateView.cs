using MovieRec.Eval;

namespace MovieRec.Cli.Gate;

/// <summary>A verdict as text: every condition with its value, what was waived, and last the answer with each reason.</summary>
internal static class GateView
{
    public static void Print(TextWriter output, GateResult result)
    {
        foreach (GateCheck check in result.Checks.Where(static c => c.Status == GateStatus.Pass))
        {
            string numbers = double.IsNaN(check.Value) ? "" : CliContext.Invariant($" {check.Value:G5} (bound {check.Threshold:G5}).");
            output.WriteLine($"PASS {check.Name}:{numbers} {check.Detail}");
        }

        foreach (GateWaiver waiver in result.Waived)
        {
            output.WriteLine($"WAIVED {waiver.Name}: {waiver.Reason}");
        }

        output.WriteLine(result.ToString());
    }
}
