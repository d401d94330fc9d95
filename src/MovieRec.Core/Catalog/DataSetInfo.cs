namespace MovieRec;

/// <summary>Where data came from and under which conditions it may be used. Models carry it with them.</summary>
public sealed record DataSetInfo
{
    /// <summary>Short name, such as <c>ml-latest-small</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where it comes from: a citation or an address.</summary>
    public string Source { get; init; } = "";

    /// <summary>Name of the licence or terms; empty when unknown.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Whether the data may be passed on; null when unknown.</summary>
    public bool? Redistributable { get; init; }

    /// <summary>Whether commercial use is allowed; null when unknown.</summary>
    public bool? CommercialUse { get; init; }

    /// <summary>Text to show where the data is used; may be empty.</summary>
    public string Attribution { get; init; } = "";

    /// <summary>Whether the people in it are simulated, not real.</summary>
    public bool Simulated { get; init; }
}
