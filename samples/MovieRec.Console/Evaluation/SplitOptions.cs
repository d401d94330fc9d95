using System.CommandLine;
using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary><c>--split NAME</c> and what each split can be told.</summary>
internal sealed class SplitOptions
{
    private static readonly string[] Names = ["temporal", "leave-last-out", "last-share", "random", "strong"];

    private readonly Option<string?> _split = new("--split")
    {
        Description = "temporal (one cut in time, default), leave-last-out, last-share, random or strong.",
    };

    private readonly Option<double?> _testShare = new("--test-share")
    {
        Description = "Held-out share: of all likes in time (temporal), of each user's rows (last-share, random), of a test user's likes (strong). Default 0.2.",
    };

    private readonly Option<long?> _cut = new("--cut") { Description = "temporal: the cut in Unix seconds instead of a share." };

    private readonly Option<int?> _last = new("--last") { Description = "leave-last-out: how many liked rows. Default 1." };

    private readonly Option<double?> _users = new("--held-out-users") { Description = "strong: share of users for validation and for test, each. Default 0.1." };

    private readonly Option<int?> _minimum = new("--min-positives") { Description = "strong: liked rows a user needs. Default 5." };

    private readonly Option<string?> _part = new("--part") { Description = "strong: test (default) or validation users." };

    public void AddTo(Command command)
    {
        foreach (Option option in All())
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Fails when a split is described and files of a split are given.</summary>
    public void Refuse(ParseResult parsed)
    {
        if (All().FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } option)
        {
            throw new UsageException($"{option.Name} does not go with --train and --test: the split is given.");
        }
    }

    public ISplitter Read(ParseResult parsed, int seed)
    {
        string name = parsed.GetValue(_split) ?? "temporal";
        try
        {
            return name switch
            {
                "temporal" => Only(parsed, name, _testShare, _cut) ?? new GlobalTemporalSplitter
                {
                    Quantile = 1 - (parsed.GetValue(_testShare) ?? 0.2),
                    Cut = parsed.GetValue(_cut),
                },
                "leave-last-out" => Only(parsed, name, _last) ?? new LeaveLastOutSplitter { Count = parsed.GetValue(_last) ?? 1 },
                "last-share" => Only(parsed, name, _testShare) ?? new LastShareSplitter { Share = parsed.GetValue(_testShare) ?? 0.2 },
                "random" => Only(parsed, name, _testShare) ?? new RandomSplitter { Share = parsed.GetValue(_testShare) ?? 0.2, Seed = seed },
                "strong" => Only(parsed, name, _testShare, _users, _minimum, _part) ?? new StrongGeneralizationSplitter
                {
                    HiddenShare = parsed.GetValue(_testShare) ?? 0.2,
                    ValidationUsers = parsed.GetValue(_users) ?? 0.1,
                    TestUsers = parsed.GetValue(_users) ?? 0.1,
                    MinimumPositives = parsed.GetValue(_minimum) ?? 5,
                    Part = Part(parsed),
                    Seed = seed,
                },
                _ => throw new UsageException($"--split {name}: there is no such split; there are {string.Join(", ", Names)}."),
            };
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new UsageException($"--split {name}: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    private Option[] All() => [_split, _testShare, _cut, _last, _users, _minimum, _part];

    /// <summary>Fails when an option of another split is given; otherwise null, so that it reads as a guard.</summary>
    private ISplitter? Only(ParseResult parsed, string name, params Option[] own)
    {
        Option? foreign = All().Skip(1).FirstOrDefault(o => !own.Contains(o) && parsed.GetResult(o) is { Implicit: false });
        return foreign is null ? null : throw new UsageException($"{foreign.Name} does not go with --split {name}.");
    }

    private StrongPart Part(ParseResult parsed) => parsed.GetValue(_part) switch
    {
        null or "test" => StrongPart.Test,
        "validation" => StrongPart.Validation,
        string other => throw new UsageException($"--part {other}: expected test or validation."),
    };
}
