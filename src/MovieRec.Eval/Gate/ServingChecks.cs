using System.Diagnostics;
using System.Globalization;

namespace MovieRec.Eval;

/// <summary>Checks of the generation that would serve: reasons, latency, build time, memory.</summary>
internal sealed class ServingChecks<TUserId, TItemId>(GateConfig config, GateSubject<TUserId, TItemId> subject)
    where TUserId : notnull
    where TItemId : notnull
{
    private const double Megabyte = 1_000_000;
    private readonly Recommender<TUserId, TItemId> _served = subject.Served;
    private readonly int[] _users =
        [.. Enumerable.Range(0, subject.Served.Users.Count).Where(u => !subject.Served.Histories.Liked.GetUserItems(u).IsEmpty)];

    public GateCheck Explanations(CancellationToken cancellationToken)
    {
        const string name = GateCheckNames.ExplanationShare;
        ExplanationRule rule = config.Explanations;
        int asked = Math.Min(_users.Length, rule.MaximumUsers);
        int total = 0;
        int anchored = 0;
        Recommendation<TItemId>[] list = new Recommendation<TItemId>[rule.Count];
        for (int i = 0; i < asked; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int user = _users[(int)((long)i * _users.Length / asked)];
            ReadOnlySpan<int> liked = _served.Histories.Liked.GetUserItems(user);
            int count = _served.Recommend(_served.Users[user], list, out _);
            total += count;
            foreach (Recommendation<TItemId> item in list.AsSpan(0, count))
            {
                // An anchor that the user never liked is no explanation.
                bool explained = item.Reason.TryGetAnchor(out TItemId? anchor) && _served.Items.TryGetIndex(anchor, out int index) && liked.BinarySearch(index) >= 0;
                anchored += explained ? 1 : 0;
            }
        }

        return total == 0
            ? GateCheck.Unknown(name, "The generation holds no user with a liked item who gets a recommendation.", threshold: rule.MinimumShare)
            : GateCheck.AtLeast(
                name,
                (double)anchored / total,
                rule.MinimumShare,
                string.Create(CultureInfo.InvariantCulture, $"{anchored} of {total} recommendations to {asked} users name a liked item that caused them."));
    }

    public IEnumerable<GateCheck> Latency(CancellationToken cancellationToken)
    {
        LatencyRule rule = config.Latency;
        if (_users.Length == 0)
        {
            const string why = "The generation holds no user with a liked item to ask for.";
            return
            [
                GateCheck.Unknown(GateCheckNames.LatencyP95, why, threshold: rule.MaximumP95Milliseconds),
                GateCheck.Unknown(GateCheckNames.LatencyP99, why, threshold: rule.MaximumP99Milliseconds ?? double.NaN),
            ];
        }

        RecommendOptions options = new() { Count = rule.Count };
        LatencySummary load = LatencyProbe.Measure(
            i => _served.Recommend(_served.Users[_users[(int)(SplitRows.Hash(1, (ulong)i) % (ulong)_users.Length)]], options),
            rule.Requests,
            rule.Threads,
            rule.WarmUp,
            cancellationToken);
        string detail = string.Create(
            CultureInfo.InvariantCulture,
            $"Milliseconds; {load.Requests} requests for {rule.Count} items with reasons, {load.Threads} threads in a closed loop, {load.RequestsPerSecond:F0} requests/s, median {load.P50:F3}, slowest {load.Maximum:F1}.");
        return
        [
            GateCheck.AtMost(GateCheckNames.LatencyP95, load.P95, rule.MaximumP95Milliseconds, detail),
            GateCheck.AtMost(GateCheckNames.LatencyP99, load.P99, rule.MaximumP99Milliseconds, detail),
        ];
    }

    public GateCheck IndexBuild()
    {
        Action build = subject.BuildIndex ?? (() => _ = new Recommender<TUserId, TItemId>(
            _served.Users, _served.Items, _served.Model, _served.Fallback, _served.Catalog, _served.Histories, _served.Sources));
        long start = Stopwatch.GetTimestamp();
        build();
        return GateCheck.AtMost(
            GateCheckNames.IndexBuild,
            Stopwatch.GetElapsedTime(start).TotalSeconds,
            config.IndexBuild.MaximumSeconds,
            subject.BuildIndex is null ? "Seconds to join a generation from its parts." : "Seconds to build what serves.");
    }

    public IEnumerable<GateCheck> Memory(CancellationToken cancellationToken)
    {
        GateCheck model;
        try
        {
            long bytes = subject.ModelBytes ?? ModelSize.Measure(_served, includeHistory: true, cancellationToken);
            model = GateCheck.AtMost(GateCheckNames.ModelBytes, bytes / Megabyte, config.Memory.MaximumModelMegabytes, "Megabytes of the model file.");
        }
        catch (NotSupportedException exception)
        {
            model = GateCheck.Unknown(GateCheckNames.ModelBytes, $"The model cannot be written to a file: {exception.Message}", threshold: config.Memory.MaximumModelMegabytes ?? double.NaN);
        }

        GateCheck memory = GateCheck.AtMost(
            GateCheckNames.WorkingSet,
            Environment.WorkingSet / Megabyte,
            config.Memory.MaximumWorkingSetMegabytes,
            "Megabytes of the whole process after the measurements: the model, its baselines and the data.");
        return [memory, model];
    }
}
