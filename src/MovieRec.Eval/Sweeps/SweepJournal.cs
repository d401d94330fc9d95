using System.Text;

namespace MovieRec.Eval;

/// <summary>
/// The journal of the searches on one data set and split: every trial, every look at the test split and every reset, one line each,
/// only added to and flushed to disk. A line is the XxHash64 of its JSON (16 hexadecimal digits), a space and the JSON, so that a torn
/// or damaged one is told: a trial is then measured again, and a look at the test is refused, because the damaged line may be one.
/// The tool keeps to one look; it cannot keep anyone from deleting the file.
/// </summary>
public sealed class SweepJournal : IDisposable
{
    private readonly FileStream _file;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SweepOutcome> _outcomes = new(StringComparer.Ordinal);
    private readonly List<SweepLook> _looks = [];
    private readonly List<SweepReset> _resets = [];
    private readonly List<int> _damagedLines = [];
    private readonly List<int> _damagedSinceReset = [];
    private bool _mayLook = true;

    private SweepJournal(FileStream file, TimeProvider clock)
    {
        _file = file;
        _clock = clock;
    }

    /// <summary>Looks at the test split, the first one first.</summary>
    public IReadOnlyList<SweepLook> Looks => _looks;

    /// <summary>Resets, the first one first.</summary>
    public IReadOnlyList<SweepReset> Resets => _resets;

    /// <summary>Numbers of the lines that are damaged, from 1. A last line without an end was torn by a crash and does not count: nothing that it announced has happened.</summary>
    public IReadOnlyList<int> DamagedLines => _damagedLines;

    /// <summary>Opens a journal or starts one. No other process can write to it while it is open.</summary>
    /// <param name="path">The file.</param>
    /// <param name="subject">Identifies data and split, such as a fingerprint; a journal is about one of them.</param>
    /// <param name="clock">For the dates of its lines; null for the system's.</param>
    /// <exception cref="FormatException">The file is about another data set or split, or is no journal.</exception>
    /// <exception cref="IOException">The file cannot be opened, or another process has it open.</exception>
    public static SweepJournal Open(string path, string subject, TimeProvider? clock = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(subject);
        FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        SweepJournal journal = new(file, clock ?? TimeProvider.System);
        try
        {
            journal.Load(path, subject);
            return journal;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Spends the one look at the test split: written to disk before it returns, so that a crash during the look does not give another.</summary>
    /// <param name="settings">What will be measured.</param>
    /// <exception cref="TestLookException">It is spent, or a damaged line may have spent it.</exception>
    public void BeginLook(IReadOnlyList<SweepSetting> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        lock (_lock)
        {
            ThrowIfSpent();
            SweepLook look = new(_clock.GetUtcNow(), settings, []);
            Write(SweepLines.Look(look));
            _looks.Add(look);
            _mayLook = false;
        }
    }

    /// <summary>Fails when <see cref="BeginLook"/> would: worth knowing before a long search.</summary>
    /// <exception cref="TestLookException">The look is spent, or a damaged line may have spent it.</exception>
    public void CheckLook()
    {
        lock (_lock)
        {
            ThrowIfSpent();
        }
    }

    /// <summary>Keeps what the look showed.</summary>
    /// <param name="metrics">The metrics on the test split.</param>
    /// <exception cref="InvalidOperationException">No look was begun.</exception>
    public void EndLook(IReadOnlyList<ExperimentMetric> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        lock (_lock)
        {
            if (_looks.Count == 0 || _looks[^1].Metrics.Count > 0)
            {
                throw new InvalidOperationException("A look is ended once, after it was begun.");
            }

            Write(SweepLines.Shown(metrics));
            _looks[^1] = _looks[^1] with { Metrics = metrics };
        }
    }

    /// <summary>Allows one more look at the test split, and records that and why.</summary>
    /// <param name="reason">Why; not empty.</param>
    public void Reset(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        lock (_lock)
        {
            SweepReset reset = new(_clock.GetUtcNow(), reason);
            Write(SweepLines.Reset(reset));
            Apply(reset);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    internal SweepOutcome? Find(string search, SweepTrial trial)
    {
        lock (_lock)
        {
            return _outcomes.GetValueOrDefault(Key(search, trial));
        }
    }

    internal void Append(string search, SweepOutcome outcome)
    {
        lock (_lock)
        {
            string key = Key(search, outcome.Trial);
            Write(SweepLines.Trial(key, outcome));
            _outcomes[key] = outcome with { FromJournal = true };
        }
    }

    /// <summary>A trial is found by everything that its score depends on.</summary>
    private static string Key(string search, SweepTrial trial) =>
        SweepLines.Checksum(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{search} | {trial.Number} | {trial.Round} | {string.Join("; ", trial.Settings)}")));

    private void Load(string path, string subject)
    {
        byte[] bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        int start = 0;
        int number = 0;
        bool known = false;
        while (start < bytes.Length)
        {
            int length = bytes.AsSpan(start).IndexOf((byte)'\n');
            number++;
            if (length < 0)
            {
                // Torn by a crash: what follows begins on a line of its own, and a line says that this one announced nothing that happened.
                Write([(byte)'\n', .. SweepLines.Torn(number)]);
                break;
            }

            known |= Take(bytes.AsSpan(start, length), number, path, subject);
            start += length + 1;
        }

        if (known)
        {
            return;
        }

        if (_damagedLines.Count > 0)
        {
            throw new FormatException($"{path}, line {_damagedLines[0]}: this is no journal of a sweep, or its first line is damaged.");
        }

        Write(SweepLines.Subject(subject));
    }

    /// <summary>Reads one line; true when it is the one that says what the journal is about.</summary>
    private bool Take(ReadOnlySpan<byte> line, int number, string path, string subject)
    {
        if (!SweepLines.TryParse(line, out SweepLine? parsed))
        {
            _damagedLines.Add(number);
            _damagedSinceReset.Add(number);
            return false;
        }

        switch (parsed)
        {
            case { Subject: { } about }:
                return about == subject ? true : throw new FormatException($"{path} is the journal of another data set or split ({about}); this one is {subject}. Name another journal.");
            case { Outcome: { } outcome }:
                _outcomes[parsed.Key] = outcome;
                break;
            case { Look: { } look }:
                _looks.Add(look);
                _mayLook = false;
                break;
            case { Shown: { } metrics } when _looks.Count > 0:
                _looks[^1] = _looks[^1] with { Metrics = metrics };
                break;
            case { Reset: { } reset }:
                Apply(reset);
                break;
            case { Torn: { } torn }:
                _damagedLines.Remove(torn);
                _damagedSinceReset.Remove(torn);
                break;
        }

        return false;
    }

    private void Apply(SweepReset reset)
    {
        _resets.Add(reset);
        _damagedSinceReset.Clear();
        _mayLook = true;
    }

    private void ThrowIfSpent()
    {
        if (!_mayLook)
        {
            SweepLook last = _looks[^1];
            throw new TestLookException(FormattableString.Invariant(
                $"The test split was looked at on {last.Date:yyyy-MM-dd} with {string.Join(", ", last.Settings)}; a second look would choose by it. A reset with a reason allows one more and is recorded."));
        }

        if (_damagedSinceReset.Count > 0)
        {
            throw new TestLookException(
                $"Line {_damagedSinceReset[0]} of the journal is damaged and may be a look at the test split. A reset with a reason allows one more and is recorded.");
        }
    }

    private void Write(byte[] line)
    {
        _file.Seek(0, SeekOrigin.End);
        _file.Write(line);
        _file.Flush(flushToDisk: true);
    }
}
