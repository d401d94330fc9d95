namespace MovieRec.Eval;

/// <summary>A split lets the model see what it is tested on.</summary>
public sealed class LeakageException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public LeakageException()
        : this("The split leaks.", -1, -1)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What leaks.</param>
    public LeakageException(string message)
        : this(message, -1, -1)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What leaks.</param>
    /// <param name="innerException">The cause.</param>
    public LeakageException(string message, Exception innerException)
        : base(message, innerException)
    {
        UserIndex = -1;
        ItemIndex = -1;
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What leaks.</param>
    /// <param name="userIndex">Dense index of the first user concerned, or −1.</param>
    /// <param name="itemIndex">Dense index of the first item concerned, or −1.</param>
    public LeakageException(string message, int userIndex, int itemIndex)
        : base(message)
    {
        UserIndex = userIndex;
        ItemIndex = itemIndex;
    }

    /// <summary>Dense index of the first user concerned, or −1.</summary>
    public int UserIndex { get; }

    /// <summary>Dense index of the first item concerned, or −1.</summary>
    public int ItemIndex { get; }
}
