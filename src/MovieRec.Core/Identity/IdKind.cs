namespace MovieRec;

/// <summary>The kinds of id a map can hold, as written to files.</summary>
public enum IdKind : byte
{
    /// <summary><see cref="int"/>.</summary>
    Int32 = 1,

    /// <summary><see cref="long"/>.</summary>
    Int64 = 2,

    /// <summary><see cref="string"/>, ordinal.</summary>
    String = 3,

    /// <summary><see cref="System.Guid"/>.</summary>
    Guid = 4,
}
