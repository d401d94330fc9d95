namespace MovieRec.Cli;

/// <summary>The call is wrong: the message says what, where and what was expected.</summary>
internal sealed class UsageException(string message) : Exception(message);
