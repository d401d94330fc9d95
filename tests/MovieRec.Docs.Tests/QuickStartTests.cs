using System.Diagnostics;

namespace MovieRec.Docs.Tests;

/// <summary>README's example is the compiled program, and prints what README says.</summary>
public sealed class QuickStartTests
{
    private const string CodeFence = "```csharp\n";
    private const string OutputFence = "```text quickstart\n";

    [Fact]
    public void Readme_Example_IsTheCompiledProgram()
    {
        string[] lines = Repository.Read("samples/MovieRec.QuickStart/Program.cs").TrimEnd('\n').Split('\n');
        string program = string.Join('\n', lines.Where(static line => !line.StartsWith("//", StringComparison.Ordinal))).Trim('\n');

        Assert.Equal(program, Block(CodeFence));
    }

    [Fact]
    public async Task Readme_ExampleOutput_IsWhatTheProgramPrints()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "MovieRec.QuickStart.dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        })!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, process.ExitCode);
        Assert.Equal(Block(OutputFence), output.ReplaceLineEndings("\n").TrimEnd('\n'));
    }

    private static string Block(string fence)
    {
        string readme = Repository.Read("README.md");
        int start = readme.IndexOf(fence, StringComparison.Ordinal);
        Assert.True(start >= 0, $"README has no block {fence.TrimEnd()}");
        start += fence.Length;
        return readme[start..readme.IndexOf("\n```", start, StringComparison.Ordinal)];
    }
}
