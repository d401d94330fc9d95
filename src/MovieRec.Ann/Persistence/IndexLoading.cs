namespace MovieRec.Ann;

/// <summary>How an index file is brought into memory. Every byte is verified either way.</summary>
public enum IndexLoading
{
    /// <summary>Copied into memory of this process.</summary>
    Copy,

    /// <summary>
    /// Mapped read-only: pages are shared by all processes that map the file and are loaded when touched. Replace the file
    /// by renaming another over it; do not overwrite or shorten it while it is mapped.
    /// </summary>
    Map,
}
