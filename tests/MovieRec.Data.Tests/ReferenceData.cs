namespace MovieRec.Data.Tests;

/// <summary>Real data outside the repository, found through MOVIEREC_DATA; read once, with a clock of its own.</summary>
internal static class ReferenceData
{
    public static string Folder()
    {
        string? folder = Environment.GetEnvironmentVariable("MOVIEREC_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "MOVIEREC_DATA does not name the folder with the reference data.");
        return folder!;
    }

    public static ImportResult<long, long> LatestSmall() =>
        new MovieLensReader(new ImportOptions { Mode = BadRowMode.Strict }).Read(Path.Combine(Folder(), "ml-latest-small"));
}
