using System.CommandLine;
using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary><c>--split NAME</c> and what each split can be told.</summary>
internal sealed class SplitOptions
{
    private static readonly string[] Names = ["temporal", "sliding", "leave-last-out", "last-share", "random", "random-by-item", "held-out-items", "strong", "mult-vae"];

    private readonly Option<string?> _split = new("--split")
    {
        Description = "temporal (one cut in time, default), sliding (windows in time), leave-last-out, last-share, random, random-by-item, held-out-items, strong or mult-vae.",
    };

    private readonly Option<double?> _testShare = new("--test-share")
    {
        Description = "Held-out share: of all likes in time (temporal; sliding: in each window, default 0.1), of each user's rows (last-share, random), of each item's rows (random-by-item, default 0.25), of the items (held-out-items), of a test user's likes (strong). Default 0.2.",
    };

    private readonly Option<long?> _cut = new("--cut") { Description = "temporal: the cut in Unix seconds instead of a share." };

    private readonly Option<int?> _last = new("--last") { Description = "leave-last-out: how many liked rows. Default 1." };

    private readonly Option<double?> _users = new("--held-out-users") { Description = "strong: share of users for validation and for test, each, default 0.1; mult-vae: their number, default 10000." };

    private readonly Option<int?> _minimum = new("--min-positives") { Description = "strong: liked rows a user needs. Default 5." };

    private readonly Option<string?> _part = new("--part") { Description = "strong, mult-vae: test (default) or validation users." };

    private readonly Option<int?> _windows = new("--windows") { Description = "sliding: how many windows. Default 3." };

    private readonly Option<int?> _window = new("--window") { Description = "sliding: measure only this window, 1 is the earliest. Default all." };

    private readonly Option<double?> _historyDays = new("--history-days") { Description = "sliding: train on so many days before the cut. Default all." };

    private readonly Option<int?> _minUserCount = new("--min-user-count")
    {
        Description = "Before splitting, remove users with fewer likes (again and again, with --min-item-count).",
    };

    private readonly Option<int?> _minItemCount = new("--min-item-count")
    {
        Description = "Before splitting, remove items with fewer likes (again and again, with --min-user-count).",
    };

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

    /// <summary>The name of the split asked for.</summary>
    public string Name(ParseResult parsed) => parsed.GetValue(_split) ?? "temporal";

    public ISplitter Read(ParseResult parsed, int seed)
    {
        string name = Name(parsed);
        try
        {
            KCoreFilter? filter = parsed.GetValue(_minUserCount) is null && parsed.GetValue(_minItemCount) is null
                ? null
                : new KCoreFilter { MinUserCount = parsed.GetValue(_minUserCount) ?? 0, MinItemCount = parsed.GetValue(_minItemCount) ?? 0 };
            ISplitter splitter = name switch
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
                "sliding" => Only(parsed, name, _testShare, _windows, _window, _historyDays) ?? new SlidingWindowSplitter
                {
                    Windows = parsed.GetValue(_windows) ?? 3,
                    Window = parsed.GetValue(_window),
                    Share = parsed.GetValue(_testShare) ?? 0.1,
                    History = parsed.GetValue(_historyDays) is { } days ? Days(days) : null,
                },
                "random-by-item" => Only(parsed, name, _testShare) ?? new RandomByItemSplitter { Share = parsed.GetValue(_testShare) ?? 0.25, Seed = seed },
                "held-out-items" => Only(parsed, name, _testShare) ?? new HeldOutItemsSplitter { Share = parsed.GetValue(_testShare) ?? 0.2, Seed = seed },
                "mult-vae" => Only(parsed, name, _users, _part) ?? new MultVaeSplitter
                {
                    HeldOutUsers = Whole(parsed.GetValue(_users) ?? 10_000),
                    Part = Part(parsed),
                },
                _ => throw new UsageException($"--split {name}: there is no such split; there are {string.Join(", ", Names)}."),
            };
            return splitter is SlidingWindowSplitter { Window: null } windows ? new WindowsSplitter(windows, filter)
                : filter is null ? splitter
                : new FilteredSplitter(filter, splitter);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new UsageException($"--split {name}: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    private Option[] All() => [_split, .. Described(), _minUserCount, _minItemCount];

    /// <summary>What belongs to some splits only.</summary>
    private Option[] Described() => [_testShare, _cut, _last, _users, _minimum, _part, _windows, _window, _historyDays];

    /// <summary>Fails when an option of another split is given; otherwise null, so that it reads as a guard.</summary>
    private ISplitter? Only(ParseResult parsed, string name, params Option[] own)
    {
        Option? foreign = Described().FirstOrDefault(o => !own.Contains(o) && parsed.GetResult(o) is { Implicit: false });
        return foreign is null ? null : throw new UsageException($"{foreign.Name} does not go with --split {name}.");
    }

    private static TimeSpan Days(double days) => days is > 0 and <= 1_000_000
        ? TimeSpan.FromDays(days)
        : throw new UsageException(CliContext.Invariant($"--history-days {days}: expected a number above 0, at most 1000000."));

    private static int Whole(double users) => users is >= 1 and <= int.MaxValue && users == Math.Truncate(users)
        ? (int)users
        : throw new UsageException(CliContext.Invariant($"--held-out-users {users}: --split mult-vae takes a number of users, such as 10000."));

    private StrongPart Part(ParseResult parsed) => parsed.GetValue(_part) switch
    {
        null or "test" => StrongPart.Test,
        "validation" => StrongPart.Validation,
        string other => throw new UsageException($"--part {other}: expected test or validation."),
    };
}
