using MovieRec.Data;

namespace MovieRec.Cli.Evaluation;

/// <summary>The files of a given split. Ids are whole numbers only when they are in all of them.</summary>
internal sealed record GivenFiles(string Train, string Test, string? FoldIn, string? Candidates)
{
    public int Open(CliContext context, ImportOptions options, string? catalog, EvaluateGiven action)
    {
        foreach ((string option, string path) in Named())
        {
            if (!File.Exists(path))
            {
                throw new UsageException($"{option} {path}: there is no such file.");
            }
        }

        context.CancellationToken.ThrowIfCancellationRequested();
        ImportOptions plain = options with { RatingColumn = null };
        return Named().Select(f => InteractionCsvReader.DetectIdKinds(f.Path, plain)).All(static k => k is { Users: IdKind.Int64, Items: IdKind.Int64 })
            ? action.Run<long, long>()
            : action.Run<string, string>();
    }

    private IEnumerable<(string Option, string Path)> Named()
    {
        yield return ("--train", Train);
        yield return ("--test", Test);
        if (FoldIn is not null)
        {
            yield return ("--fold-in", FoldIn);
        }

        if (Candidates is not null)
        {
            yield return ("--candidates", Candidates);
        }
    }
}
