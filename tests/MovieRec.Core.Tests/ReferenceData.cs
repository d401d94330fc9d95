using System.Globalization;

namespace MovieRec.Tests;

/// <summary>Real data outside the repository, found through MOVIEREC_DATA.</summary>
internal static class ReferenceData
{
    public static string Folder()
    {
        string? folder = Environment.GetEnvironmentVariable("MOVIEREC_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "MOVIEREC_DATA does not name the folder with the reference data.");
        return folder!;
    }

    public static InteractionLogResult<long, long> ReadLog(string path, IEnumerable<long>? catalogueIds = null)
    {
        string[] lines = File.ReadAllLines(path);
        bool full = lines[0].Contains("timestamp", StringComparison.Ordinal);
        InteractionLogBuilder<long, long> builder = new(full ? InteractionColumns.RatingAndTimestamp : InteractionColumns.None);
        foreach (string line in lines.Skip(1))
        {
            string[] fields = line.Split(',');
            builder.Add(
                long.Parse(fields[0], CultureInfo.InvariantCulture),
                long.Parse(fields[1], CultureInfo.InvariantCulture),
                full ? float.Parse(fields[2], CultureInfo.InvariantCulture) : 1,
                full ? long.Parse(fields[3], CultureInfo.InvariantCulture) : 0);
        }

        return builder.Build(catalogueIds);
    }
}
