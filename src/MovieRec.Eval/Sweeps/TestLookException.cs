namespace MovieRec.Eval;

/// <summary>The test split has been looked at before: a second look would choose by it.</summary>
public sealed class TestLookException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public TestLookException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was looked at, and when.</param>
    public TestLookException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was looked at, and when.</param>
    /// <param name="innerException">The cause.</param>
    public TestLookException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
