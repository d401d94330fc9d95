namespace MovieRec.Data;

/// <summary>A value of a small tree: what JSON and Python literals have in common.</summary>
internal sealed class Literal
{
    private static readonly Literal[] NoItems = [];
    private static readonly KeyValuePair<string, Literal>[] NoEntries = [];

    public static Literal Nothing { get; } = new();

    /// <summary>The text of a string; the digits of a number as written; empty for anything else.</summary>
    public string Text { get; init; } = "";

    /// <summary>A number; NaN for anything else.</summary>
    public double Number { get; init; } = double.NaN;

    public IReadOnlyList<Literal> Items { get; init; } = NoItems;

    public IReadOnlyList<KeyValuePair<string, Literal>> Entries { get; init; } = NoEntries;

    /// <summary>The value of a key, the last one where it is repeated; nothing when it is absent.</summary>
    public Literal this[string key]
    {
        get
        {
            for (int i = Entries.Count - 1; i >= 0; i--)
            {
                if (Entries[i].Key == key)
                {
                    return Entries[i].Value;
                }
            }

            return Nothing;
        }
    }
}
