namespace MovieRec;

/// <summary>Working memory of one search, kept and used again. All arrays are zero between searches.</summary>
internal sealed class TitleSearchState
{
    public const int MaxTypos = 2048;

    private readonly bool[] _exact;

    public TitleSearchState(int names, int items)
    {
        Matched = new uint[names];
        Edits = new ushort[names];
        NameScores = new float[names];
        _exact = new bool[names];
        TouchedNames = new int[names];
        ItemHits = new TitleHit[items];
        TouchedItems = new int[items];
    }

    /// <summary>For each name, the words of the query that it has.</summary>
    public uint[] Matched { get; }

    /// <summary>For each name, typing errors assumed so far.</summary>
    public ushort[] Edits { get; }

    /// <summary>For each name, its score from whole-title comparison; 0 for none.</summary>
    public float[] NameScores { get; }

    public int[] TouchedNames { get; }

    public int TouchedNameCount { get; private set; }

    /// <summary>The best hit of each item.</summary>
    public TitleHit[] ItemHits { get; }

    public int[] TouchedItems { get; }

    public int TouchedItemCount { get; private set; }

    public int[] TypoWords { get; } = new int[MaxTypos];

    public byte[] TypoDistances { get; } = new byte[MaxTypos];

    public void AddWord(int name, uint bits, int edits)
    {
        if ((Matched[name] & bits) == bits)
        {
            return;
        }

        Touch(name);
        Matched[name] |= bits;
        Edits[name] = (ushort)(Edits[name] + edits);
    }

    public void AddWhole(int name, float score, bool exact)
    {
        if (score > NameScores[name])
        {
            Touch(name);
            NameScores[name] = score;
            _exact[name] = exact;
        }
    }

    /// <summary>Whether the whole-title score of a name is that of the whole title, not of its beginning.</summary>
    public bool IsExact(int name) => _exact[name];

    public void AddHit(in TitleHit hit)
    {
        ref TitleHit best = ref ItemHits[hit.ItemIndex];
        if (best.Match == TitleMatch.None)
        {
            TouchedItems[TouchedItemCount++] = hit.ItemIndex;
        }

        best = hit.Score > best.Score ? hit : best;
    }

    public void Clear()
    {
        for (int i = 0; i < TouchedNameCount; i++)
        {
            int name = TouchedNames[i];
            Matched[name] = 0;
            Edits[name] = 0;
            NameScores[name] = 0;
            _exact[name] = false;
        }

        for (int i = 0; i < TouchedItemCount; i++)
        {
            ItemHits[TouchedItems[i]] = default;
        }

        TouchedNameCount = 0;
        TouchedItemCount = 0;
    }

    private void Touch(int name)
    {
        if (Matched[name] == 0 && NameScores[name] == 0)
        {
            TouchedNames[TouchedNameCount++] = name;
        }
    }
}
