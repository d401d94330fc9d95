namespace MovieRec.Data;

/// <summary>What an import does with a row it cannot use.</summary>
public enum BadRowMode
{
    /// <summary>Copies the row byte for byte to a rejects file, with its line and reason, and goes on.</summary>
    Quarantine = 0,

    /// <summary>Stops with a <see cref="DataFormatException"/>.</summary>
    Strict = 1,
}
