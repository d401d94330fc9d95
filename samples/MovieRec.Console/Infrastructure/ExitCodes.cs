namespace MovieRec.Cli;

/// <summary>What the process returns.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int GateFailed = 1;
    public const int Invalid = 2;
    public const int Cancelled = 3;
}
