namespace MovieRec.Data;

/// <summary>Everything that depends on time: bursts, slices and their drift, the chronological cut.</summary>
internal sealed class TimeAnalysis
{
    private const long Minute = 60;
    private const long Hour = 3600;
    private const long Day = 86_400;
    private const int TopItems = 100;
    private readonly InteractionLog _log;
    private readonly CancellationToken _cancellationToken;
    private readonly long _earliest;
    private readonly long _latest;
    private readonly int _known;

    private TimeAnalysis(InteractionLog log, long earliest, long latest, int known, CancellationToken cancellationToken)
    {
        _log = log;
        _earliest = earliest;
        _latest = latest;
        _known = known;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Null when no time is known.</summary>
    public static TimeAnalysis? TryCreate(InteractionLog log, CancellationToken cancellationToken)
    {
        long earliest = long.MaxValue;
        long latest = 0;
        int known = 0;
        foreach (long time in log.Timestamps)
        {
            if (time != 0)
            {
                known++;
                earliest = Math.Min(earliest, time);
                latest = Math.Max(latest, time);
            }
        }

        return known == 0 ? null : new TimeAnalysis(log, earliest, latest, known, cancellationToken);
    }

    public TimeReport Report()
    {
        ReadOnlySpan<int> users = _log.Users;
        ReadOnlySpan<long> times = _log.Timestamps;
        int followers = 0;
        int sameSecond = 0;
        int minute = 0;
        int hour = 0;
        int day = 0;
        int repeatUsers = 0;
        int singleDayUsers = 0;
        long firstTime = 0;
        for (int row = 0; row < times.Length; row++)
        {
            // Rows of a user stand together in time order, unknown times first.
            bool follows = row > 0 && users[row] == users[row - 1] && times[row - 1] != 0;
            if (times[row] != 0 && !follows)
            {
                firstTime = times[row];
            }

            if (follows)
            {
                long gap = times[row] - times[row - 1];
                followers++;
                sameSecond += gap == 0 ? 1 : 0;
                minute += gap <= Minute ? 1 : 0;
                hour += gap <= Hour ? 1 : 0;
                day += gap <= Day ? 1 : 0;
                if (row + 1 == times.Length || users[row + 1] != users[row])
                {
                    repeatUsers++;
                    singleDayUsers += times[row] - firstTime <= Day ? 1 : 0;
                }
            }
        }

        return new TimeReport(
            _earliest,
            _latest,
            times.Length - _known,
            Counts.Share(sameSecond, followers),
            Counts.Share(minute, followers),
            Counts.Share(hour, followers),
            Counts.Share(day, followers),
            singleDayUsers,
            Counts.Share(singleDayUsers, repeatUsers));
    }

    public ColdStartReport ColdStart(double trainShare)
    {
        long cut = TimeAt((int)(trainShare * _known));
        bool[] trainUsers = new bool[_log.UserCount];
        bool[] trainItems = new bool[_log.ItemCount];
        int train = 0;
        ForEachKnown((row, time) =>
        {
            if (time < cut)
            {
                train++;
                trainUsers[_log.Users[row]] = true;
                trainItems[_log.Items[row]] = true;
            }
        });
        HashSet<int> users = [];
        HashSet<int> items = [];
        int coldUserRows = 0;
        int coldItemRows = 0;
        ForEachKnown((row, time) =>
        {
            if (time >= cut)
            {
                users.Add(_log.Users[row]);
                items.Add(_log.Items[row]);
                coldUserRows += trainUsers[_log.Users[row]] ? 0 : 1;
                coldItemRows += trainItems[_log.Items[row]] ? 0 : 1;
            }
        });
        int test = _known - train;
        return new ColdStartReport(
            cut,
            train,
            test,
            users.Count,
            users.Count(u => !trainUsers[u]),
            items.Count,
            items.Count(i => !trainItems[i]),
            Counts.Share(coldUserRows, test),
            Counts.Share(coldItemRows, test));
    }

    public IReadOnlyList<TimeSlice> Slices(int count)
    {
        long[] starts = new long[count];
        starts[0] = _earliest;
        for (int s = 1; s < count; s++)
        {
            starts[s] = TimeAt((int)((long)s * _known / count));
        }

        // Many rows of one second can make slices empty: those disappear.
        starts = [.. starts.Distinct()];
        List<TimeSlice> slices = [];
        bool[] seenUsers = new bool[_log.UserCount];
        bool[] seenItems = new bool[_log.ItemCount];
        int[]? previous = null;
        for (int s = 0; s < starts.Length; s++)
        {
            long end = s + 1 < starts.Length ? starts[s + 1] : long.MaxValue;
            slices.Add(Slice(starts[s], end, seenUsers, seenItems, ref previous));
        }

        return slices;
    }

    private TimeSlice Slice(long start, long end, bool[] seenUsers, bool[] seenItems, ref int[]? previous)
    {
        int[] perItem = new int[_log.ItemCount];
        int[] perUser = new int[_log.UserCount];
        long from = long.MaxValue;
        long to = 0;
        int rows = 0;
        int newUserRows = 0;
        int newItemRows = 0;
        ForEachKnown((row, time) =>
        {
            if (time >= start && time < end)
            {
                rows++;
                from = Math.Min(from, time);
                to = Math.Max(to, time);
                perItem[_log.Items[row]]++;
                perUser[_log.Users[row]]++;
                newUserRows += seenUsers[_log.Users[row]] ? 0 : 1;
                newItemRows += seenItems[_log.Items[row]] ? 0 : 1;
            }
        });
        Mark(perItem, seenItems);
        Mark(perUser, seenUsers);
        TimeSlice slice = new(
            from,
            to,
            rows,
            Counts.Share(newUserRows, rows),
            Counts.Share(newItemRows, rows),
            previous is null ? null : Overlap(previous, perItem),
            previous is null ? null : RankCorrelation.Spearman(previous, perItem));
        previous = perItem;
        return slice;
    }

    private static void Mark(int[] counts, bool[] seen)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            seen[i] |= counts[i] > 0;
        }
    }

    private static double Overlap(int[] previous, int[] current)
    {
        int[] top = Top(current);
        return Counts.Share(top.Intersect(Top(previous)).Count(), top.Length);
    }

    private static int[] Top(int[] perItem) =>
    [
        .. Enumerable.Range(0, perItem.Length).Where(i => perItem[i] > 0)
            .OrderByDescending(i => perItem[i]).ThenBy(static i => i).Take(TopItems),
    ];

    private void ForEachKnown(Action<int, long> take)
    {
        for (int row = 0; row < _log.Count; row++)
        {
            if (row % (1 << 20) == 0)
            {
                _cancellationToken.ThrowIfCancellationRequested();
            }

            long time = _log.Timestamps[row];
            if (time != 0)
            {
                take(row, time);
            }
        }
    }

    /// <summary>
    /// The known time at a position in time order, by bisection over the range of times: no copy of the column, no sort,
    /// and the token is asked at every step.
    /// </summary>
    private long TimeAt(int position)
    {
        long low = _earliest;
        long high = _latest;
        while (low < high)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            long middle = low + ((high - low) / 2);
            int upTo = 0;
            foreach (long time in _log.Timestamps)
            {
                upTo += time != 0 && time <= middle ? 1 : 0;
            }

            if (upTo > position)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
