using System.Diagnostics;

namespace MovieRec.Data.Tests.Interchange;

/// <summary>Runs a script with NumPy; a test is skipped where there is none (Debian's package is python3-numpy).</summary>
internal static class NumPy
{
    private static readonly string[] Interpreters = ["/usr/bin/python3", "python3", "python"];

    public static string Run(string script, params string[] arguments)
    {
        string? interpreter = Interpreters.FirstOrDefault(static i => TryRun(i, "import numpy", [], out _, out _));
        Assert.SkipWhen(interpreter is null, "No Python with NumPy was found; install python3-numpy to run this test.");
        Assert.True(TryRun(interpreter!, script, arguments, out string output, out string error), error);
        return output;
    }

    private static bool TryRun(string interpreter, string script, string[] arguments, out string output, out string error)
    {
        output = "";
        error = "";
        ProcessStartInfo start = new(interpreter, ["-c", script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            output = process.StandardOutput.ReadToEnd();
            error = errors.GetAwaiter().GetResult();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
