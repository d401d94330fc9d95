namespace MovieRec.Serving;

/// <summary>Events could not be stored, or the log cannot be used: disk full, damaged file, lost settings. Nothing was acknowledged.</summary>
public sealed class FeedbackLogException : IOException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened, and where.</param>
    /// <param name="innerException">The cause.</param>
    public FeedbackLogException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
