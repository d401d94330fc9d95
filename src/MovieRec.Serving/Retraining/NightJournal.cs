using System.Text.Json;

namespace MovieRec.Serving;

/// <summary>Which nights are done, on disk, so that a restart neither repeats one nor forgets one.</summary>
internal sealed class NightJournal
{
    private const int MaxNights = 400;
    private readonly string _path;
    private NightRecord[] _nights;

    public NightJournal(string path)
    {
        _path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        try
        {
            _nights = File.Exists(_path) ? JsonSerializer.Deserialize(CheckedText.Read(_path), StoreJson.Default.NightRecordArray) ?? [] : [];
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            // A damaged journal is as good as none: the night that is due runs, which is never wrong.
            _nights = [];
        }
    }

    public IReadOnlyList<NightRecord> Nights => Volatile.Read(ref _nights);

    public DateOnly? Last => Nights.Count == 0 ? null : Nights.Max(static n => n.Night);

    public void Add(NightRecord night)
    {
        NightRecord[] nights = [.. Nights.TakeLast(MaxNights - 1), night];
        Volatile.Write(ref _nights, nights);
        CheckedText.Replace(_path, JsonSerializer.Serialize(nights, StoreJson.Default.NightRecordArray));
    }
}
