namespace MovieRec.Cli.Data;

/// <summary>The data set that comes with the program.</summary>
internal static class BundledData
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "datasets", "screening-room");
}
