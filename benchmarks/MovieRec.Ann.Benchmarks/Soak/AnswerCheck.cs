namespace MovieRec.Ann.Soak;

/// <summary>Judges answers of one reader: every item must have been live, with the score that it had, while the search ran.</summary>
internal sealed class AnswerCheck(VersionedVectors vectors)
{
    private const float Tolerance = 1e-4f;
    private readonly int[] _before = new int[vectors.Capacity];
    private readonly float[] _vector = new float[vectors.Dimensions];
    private readonly HashSet<int> _seen = [];

    /// <summary>Call before the search.</summary>
    public void Begin() => vectors.CopyConfirmed(_before);

    /// <summary>Call after the search.</summary>
    /// <returns>What is wrong with the answer, or null.</returns>
    public string? Judge(ReadOnlySpan<float> query, ReadOnlySpan<ScoredItem> found, int wanted, ItemMask? eligible)
    {
        if (found.Length != wanted)
        {
            return $"{found.Length} items instead of {wanted}";
        }

        _seen.Clear();
        for (int i = 0; i < found.Length; i++)
        {
            ScoredItem item = found[i];
            if ((uint)item.ItemIndex >= (uint)vectors.Capacity || !_seen.Add(item.ItemIndex))
            {
                return $"slot {item.ItemIndex} does not exist or comes twice";
            }

            if (eligible?.Contains(item.ItemIndex) == false)
            {
                return $"slot {item.ItemIndex} is not eligible";
            }

            if (i > 0 && (found[i - 1].Score < item.Score || (found[i - 1].Score == item.Score && found[i - 1].ItemIndex > item.ItemIndex)))
            {
                return $"item {i} is out of order";
            }

            if (!WasTrue(query, item))
            {
                return $"slot {item.ItemIndex} was removed, or never had the score {item.Score}";
            }
        }

        return null;
    }

    /// <summary>
    /// For an answer at exact effort: no slot that stayed the same during the search, and is better than the last item, is
    /// missing.
    /// </summary>
    /// <returns>The first slot that is missing, or −1.</returns>
    public int Missing(ReadOnlySpan<float> query, float last)
    {
        for (int slot = 0; slot < _before.Length; slot++)
        {
            int version = _before[slot];
            if (VersionedVectors.IsLive(version)
                && vectors.Announced(slot) == version
                && !_seen.Contains(slot)
                && Score(query, slot, version) > last + Tolerance)
            {
                return slot;
            }
        }

        return -1;
    }

    /// <summary>A slot that was removed before the search began, or −1: what no answer may hold.</summary>
    /// <param name="from">Where to begin to look.</param>
    public int Removed(int from)
    {
        for (int i = 0; i < _before.Length; i++)
        {
            int slot = (from + i) % _before.Length;
            if (_before[slot] >= 0 && !VersionedVectors.IsLive(_before[slot]))
            {
                return slot;
            }
        }

        return -1;
    }

    private bool WasTrue(ReadOnlySpan<float> query, ScoredItem item)
    {
        int last = vectors.Announced(item.ItemIndex);
        for (int version = _before[item.ItemIndex]; version <= last; version++)
        {
            if (VersionedVectors.IsLive(version) && Math.Abs(Score(query, item.ItemIndex, version) - item.Score) <= Tolerance)
            {
                return true;
            }
        }

        return false;
    }

    private float Score(ReadOnlySpan<float> query, int slot, int version)
    {
        vectors.Vector(slot, version, _vector);
        double sum = 0;
        for (int j = 0; j < _vector.Length; j++)
        {
            sum += (double)query[j] * _vector[j];
        }

        return (float)sum;
    }
}
