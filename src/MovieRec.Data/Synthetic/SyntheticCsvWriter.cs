using System.Globalization;
using System.Text;

namespace MovieRec.Data;

/// <summary>Writes a synthetic data set in the CSV format of MovieLens, into a folder that appears under its name when it is complete.</summary>
internal sealed class SyntheticCsvWriter : IDisposable
{
    private const int LongestRow = 64;
    private readonly string _folder;
    private readonly string _temporary;
    private readonly FileStream _ratings;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _used;
    private int[] _order = [];
    private int[] _keys = [];
    private bool _completed;

    public SyntheticCsvWriter(string folder)
    {
        _folder = Path.GetFullPath(folder);
        if (File.Exists(_folder) || (Directory.Exists(_folder) && Directory.EnumerateFileSystemEntries(_folder).Any()))
        {
            throw new IOException($"{folder} exists and is not an empty folder; choose another one.");
        }

        string parent = Path.GetDirectoryName(_folder) ?? throw new IOException($"{folder} cannot be written to.");
        Directory.CreateDirectory(parent);
        _temporary = Path.Combine(parent, $".{Path.GetFileName(_folder)}.{Guid.NewGuid():N}.tmp");
        Directory.CreateDirectory(_temporary);
        _ratings = new FileStream(Path.Combine(_temporary, "ratings.csv"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 0);
        Append("userId,movieId,rating,timestamp\n"u8);
    }

    public void WriteReadMe(DataSetInfo info) => File.WriteAllText(
        Path.Combine(_temporary, "README.txt"),
        $"{SyntheticReadMe.FirstLine}{info.Name}\n{info.Source}\n{info.Attribution}\nThis is not MovieLens data; it only has its format.\n");

    public void WriteMovies(SyntheticMovies movies)
    {
        using StreamWriter writer = new(Path.Combine(_temporary, "movies.csv"), append: false, new UTF8Encoding(false));
        writer.Write("movieId,title,genres\n");
        for (int i = 0; i < movies.Count; i++)
        {
            writer.Write(string.Create(
                CultureInfo.InvariantCulture, $"{i + 1},{SyntheticMovies.Title(i)} ({movies.Year(i)}),{string.Join('|', movies.Genres(i))}\n"));
        }
    }

    /// <summary>Writes a user's rows by movie id, as MovieLens does.</summary>
    public void AddUser(long userId, ReadOnlySpan<int> items, ReadOnlySpan<float> ratings, ReadOnlySpan<long> timestamps)
    {
        if (_order.Length < items.Length)
        {
            _order = new int[items.Length * 2];
            _keys = new int[items.Length * 2];
        }

        Span<int> order = _order.AsSpan(0, items.Length);
        Span<int> keys = _keys.AsSpan(0, items.Length);
        items.CopyTo(keys);
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        keys.Sort(order);
        foreach (int row in order)
        {
            if (_buffer.Length - _used < LongestRow)
            {
                Flush();
            }

            Append(userId, ',');
            Append(items[row] + 1L, ',');

            // Half stars: one digit before the point and one behind.
            int halves = (int)(ratings[row] * 2);
            _buffer[_used++] = (byte)('0' + (halves / 2));
            _buffer[_used++] = (byte)'.';
            _buffer[_used++] = (byte)(halves % 2 == 0 ? '0' : '5');
            _buffer[_used++] = (byte)',';
            Append(timestamps[row], '\n');
        }
    }

    /// <summary>Gives the folder its name.</summary>
    public void Complete()
    {
        Flush();
        _ratings.Flush(flushToDisk: true);
        _ratings.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder);
        }

        Directory.Move(_temporary, _folder);
        _completed = true;
    }

    public void Dispose()
    {
        _ratings.Dispose();
        if (!_completed)
        {
            Directory.Delete(_temporary, recursive: true);
        }
    }

    private void Append(long number, char end)
    {
        number.TryFormat(_buffer.AsSpan(_used), out int written, default, CultureInfo.InvariantCulture);
        _used += written;
        _buffer[_used++] = (byte)end;
    }

    private void Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer.AsSpan(_used));
        _used += text.Length;
    }

    private void Flush()
    {
        _ratings.Write(_buffer, 0, _used);
        _used = 0;
    }
}
