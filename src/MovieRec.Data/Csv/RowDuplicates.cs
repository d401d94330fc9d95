using System.IO.Hashing;

namespace MovieRec.Data;

/// <summary>Counts rows that repeat the key of an earlier row, by a hash of the row's bytes: the same row, or another.</summary>
internal sealed class RowDuplicates<TId>
    where TId : notnull
{
    private readonly Dictionary<TId, ulong> _rows = [];

    public long Distinct => _rows.Count;

    public long Exact { get; private set; }

    public long Conflicting { get; private set; }

    public void Note(TId id, ReadOnlySpan<byte> content)
    {
        ulong hash = XxHash3.HashToUInt64(content);
        if (!_rows.TryGetValue(id, out ulong earlier))
        {
            _rows.Add(id, hash);
            return;
        }

        if (earlier == hash)
        {
            Exact++;
        }
        else
        {
            Conflicting++;
            _rows[id] = hash;
        }
    }
}
