using MovieRec.Cli.Models;
using MovieRec.Eval;

namespace MovieRec.Cli.Gate;

/// <summary>What a gate.json asks for, checked before any data is read. Paths are relative to the file.</summary>
internal sealed record GatePlan
{
    public required GateConfig Config { get; init; }

    public required string Data { get; init; }

    public required string? Catalog { get; init; }

    public required string? ModelFile { get; init; }

    public required string Model { get; init; }

    public required ModelSettings Settings { get; init; }

    public required int Seed { get; init; }

    public required ISplitter Splitter { get; init; }

    public required InteractionOptions Liked { get; init; }

    public static GatePlan Create(GateConfig config, string path)
    {
        GateSubjectSection subject = config.Subject is { Data.Length: > 0 } given
            ? given
            : throw new UsageException($"{path}, at $.subject.data: expected a data-set folder, a MovieLens folder or an interactions file.");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        ModelSettings settings = new(subject.Options.Select(static o => $"{o.Key}={o.Value}"));
        ModelRegistry.Check(settings);
        _ = ModelRegistry.Create(subject.Model, settings, subject.Seed);
        return new GatePlan
        {
            Config = config,
            Data = Path.Combine(folder, subject.Data),
            Catalog = subject.Catalog is null ? null : Path.Combine(folder, subject.Catalog),
            ModelFile = subject.ModelFile is null ? null : Path.Combine(folder, subject.ModelFile),
            Model = subject.Model,
            Settings = settings,
            Seed = subject.Seed,
            Splitter = SplitterOf(subject, path),
            Liked = double.IsFinite(subject.MinRating)
                ? new InteractionOptions { PositiveThreshold = (float)subject.MinRating }
                : throw new UsageException($"{path}, at $.subject.minRating: expected a finite number."),
        };
    }

    private static ISplitter SplitterOf(GateSubjectSection subject, string path) => subject.Split switch
    {
        "temporal" => new GlobalTemporalSplitter { Quantile = 1 - subject.TestShare },
        "leave-last-out" => new LeaveLastOutSplitter(),
        "last-share" => new LastShareSplitter { Share = subject.TestShare },
        "random" => new RandomSplitter { Share = subject.TestShare, Seed = subject.Seed },
        "strong" => new StrongGeneralizationSplitter { HiddenShare = subject.TestShare, Seed = subject.Seed },
        _ => throw new UsageException(
            $"{path}, at $.subject.split: there is no split '{subject.Split}'; there are temporal, leave-last-out, last-share, random, strong."),
    };
}
