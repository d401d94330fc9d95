using System.Diagnostics;
using MovieRec.Numerics;

namespace MovieRec.Ann.Soak;

/// <summary>
/// Readers beside a writer and rebuilds on an updatable index, every answer judged. With <paramref name="faults"/> the
/// readers spoil some answers on purpose before they are judged: the negative control.
/// </summary>
internal sealed class SoakRun(string name, Func<VectorTable, VectorIndex> build, int initial, int capacity, bool faults)
{
    private const int Dimensions = 32;
    private const int Wanted = 10;
    private const int ExactEvery = 512;
    private const int FaultEvery = 97;
    private const int FaultKinds = 4;
    private readonly VersionedVectors _vectors = new(capacity, Dimensions);
    private readonly List<string> _violations = [];
    private long _answers, _exact, _changes, _rebuilds, _injected, _detected;
    private bool _stop;

    public SoakResult Run(TimeSpan time, int readers)
    {
        float[] rows = new float[initial * Dimensions];
        for (int slot = 0; slot < initial; slot++)
        {
            _vectors.Announce(slot, 0);
            _vectors.Vector(slot, 0, rows.AsSpan(slot * Dimensions, Dimensions));
            _vectors.Confirm(slot);
        }

        using UpdatableIndex index = new(
            VectorTable.FromRows(rows, Dimensions), build, new UpdatableOptions { RebuildMinimum = 200, RebuildShare = 0.05 });
        Task[] tasks =
        [
            Task.Factory.StartNew(() => Write(index), TaskCreationOptions.LongRunning),
            Task.Factory.StartNew(() => Rebuild(index), TaskCreationOptions.LongRunning),
            .. Enumerable.Range(0, readers).Select(r => Task.Factory.StartNew(() => Read(index, r, readers), TaskCreationOptions.LongRunning)),
        ];
        Stopwatch watch = Stopwatch.StartNew();
        Task.WaitAny(tasks, time);
        Volatile.Write(ref _stop, true);
        Task.WaitAll(tasks);
        return new SoakResult(
            name, watch.Elapsed.TotalSeconds, readers, _answers, _exact, _changes, _rebuilds, index.LiveCount, _injected, _detected, [.. _violations.Take(20)], _violations.Count);
    }

    private void Write(UpdatableIndex index)
    {
        float[] vector = new float[Dimensions];
        for (ulong step = 0; !Volatile.Read(ref _stop); step++)
        {
            ulong draw = SeededRandom.Hash(34, step);
            if (draw % 4 == 0 && index.Count < _vectors.Capacity)
            {
                int added = index.Count;
                _vectors.Vector(added, 0, vector);
                _vectors.Announce(added, 0);
                index.Add(vector);
                _vectors.Confirm(added);
            }
            else
            {
                int slot = (int)((draw >> 8) % (ulong)index.Count);
                int version = _vectors.Announced(slot);
                bool remove = VersionedVectors.IsLive(version) && draw % 4 == 1 && index.LiveCount > _vectors.Capacity / 4;
                int next = version + (VersionedVectors.IsLive(version) && !remove ? 2 : 1);
                _vectors.Announce(slot, next);
                if (remove)
                {
                    index.Remove(slot);
                }
                else
                {
                    _vectors.Vector(slot, next, vector);
                    index.Update(slot, vector);
                }

                _vectors.Confirm(slot);
            }

            Interlocked.Increment(ref _changes);
            if (step % 16 == 0)
            {
                // Changes come in bursts; without a pause searches would see little but added vectors.
                Thread.Sleep(1);
            }
        }
    }

    private void Rebuild(UpdatableIndex index)
    {
        while (!Volatile.Read(ref _stop))
        {
            if (index.NeedsRebuild)
            {
                index.Rebuild();
                _rebuilds++;
            }
            else
            {
                Thread.Sleep(1);
            }
        }
    }

    private void Read(UpdatableIndex index, int reader, int readers)
    {
        AnswerCheck check = new(_vectors);
        ScoredItem[] found = new ScoredItem[Wanted];
        float[] query = new float[Dimensions];
        ItemMask half = ItemMask.Create(initial, static i => (i & 1) == 0);
        for (int q = reader; !Volatile.Read(ref _stop); q += readers)
        {
            _vectors.Vector(q % _vectors.Capacity, 1 << 20, query);
            bool exact = q % ExactEvery == reader;
            ItemMask? mask = !exact && q % 3 == 0 ? half : null;
            check.Begin();
            int n = index.Search(query, found, new SearchOptions { Eligible = mask, Effort = exact ? VectorIndex.ExactEffort : 0 });
            bool spoilt = faults && q % FaultEvery == 0 && n == Wanted;
            if (spoilt)
            {
                Spoil(found, q / FaultEvery, check);
            }

            string? wrong = check.Judge(query, found.AsSpan(0, n), Wanted, mask);
            if (wrong is null && exact && check.Missing(query, found[n - 1].Score) is >= 0 and int missing)
            {
                wrong = $"slot {missing} is missing from an exact answer";
            }

            Interlocked.Increment(ref _answers);
            Interlocked.Add(ref _exact, exact ? 1 : 0);
            if (spoilt)
            {
                Interlocked.Increment(ref _injected);
                Interlocked.Add(ref _detected, wrong is null ? 0 : 1);
            }
            else if (wrong is not null)
            {
                lock (_violations)
                {
                    _violations.Add(wrong);
                }
            }
        }
    }

    /// <summary>A wrong score, an item twice, a wrong order, a removed item.</summary>
    private static void Spoil(Span<ScoredItem> found, int fault, AnswerCheck check)
    {
        int removed = check.Removed(fault % 1000);
        switch (fault % FaultKinds)
        {
            case 0:
                found[3] = new ScoredItem(found[3].ItemIndex, found[3].Score - 0.01f);
                break;
            case 2:
                (found[0], found[^1]) = (found[^1], found[0]);
                break;
            case 3 when removed >= 0:
                found[6] = new ScoredItem(removed, found[6].Score);
                break;
            default:
                found[4] = found[5];
                break;
        }
    }
}
