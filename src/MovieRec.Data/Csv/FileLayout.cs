namespace MovieRec.Data;

/// <summary>The shape of a text table.</summary>
internal sealed record FileLayout
{
    /// <summary>One or two bytes.</summary>
    public required string Delimiter { get; init; }

    /// <summary>Whether fields may be quoted.</summary>
    public bool Quotes { get; init; }

    public bool HasHeader { get; init; }

    /// <summary>Names of the columns when there is no header.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Latin-1 text instead of UTF-8.</summary>
    public bool Latin1 { get; init; }
}
