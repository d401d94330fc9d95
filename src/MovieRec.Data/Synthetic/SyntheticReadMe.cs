namespace MovieRec.Data;

/// <summary>How a generated folder in the format of MovieLens says that it is not MovieLens.</summary>
internal static class SyntheticReadMe
{
    public const string FirstLine = "Synthetic data set made by MovieRec: ";

    /// <summary>Origin and terms of a generated folder; null when the text is that of something else.</summary>
    public static DataSetInfo? TryDescribe(string readMe)
    {
        if (!readMe.StartsWith(FirstLine, StringComparison.Ordinal))
        {
            return null;
        }

        string[] lines = readMe.Split('\n');
        return new DataSetInfo
        {
            Name = lines[0][FirstLine.Length..].Trim(),
            Source = lines.ElementAtOrDefault(1)?.Trim() ?? "",
            Licence = "CC0-1.0",
            Redistributable = true,
            CommercialUse = true,
            Attribution = lines.ElementAtOrDefault(2)?.Trim() ?? "",
            Simulated = true,
        };
    }
}
