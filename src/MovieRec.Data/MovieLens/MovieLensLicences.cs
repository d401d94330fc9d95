using System.Text.RegularExpressions;

namespace MovieRec.Data;

/// <summary>
/// Which MovieLens set a folder is and the terms it comes with. The folder's own README has the last word, since the
/// "latest" sets change; what it does not say is filled in from the terms known when this was written.
/// </summary>
internal static partial class MovieLensLicences
{
    private const int LongestReadMe = 1 << 16;
    private const string Citation =
        "F. Maxwell Harper and Joseph A. Konstan. 2015. The MovieLens Datasets: History and Context. "
        + "ACM Transactions on Interactive Intelligent Systems (TiiS) 5, 4: 19:1–19:19. https://doi.org/10.1145/2827872";

    public static DataSetInfo Describe(string folder, MovieLensFormat format)
    {
        string readMe = ReadMe(folder);
        if (SyntheticReadMe.TryDescribe(readMe) is { } synthetic)
        {
            return synthetic;
        }

        string name = Name(folder, format, readMe);
        return new DataSetInfo
        {
            Name = name,
            Source = "GroupLens, University of Minnesota: https://grouplens.org/datasets/movielens/",
            Licence = $"GroupLens terms of use of {name}: research use with acknowledgement, no endorsement implied, "
                + "commercial use only with permission of the GroupLens research project",
            Redistributable = MayNot().IsMatch(readMe) ? false : May().IsMatch(readMe) ? true : KnownRedistribution(name),
            CommercialUse = false,
            Attribution = $"Ratings from MovieLens ({name}). {Citation}",
        };
    }

    private static bool? KnownRedistribution(string name) => name switch
    {
        "ml-100k" or "ml-1m" or "ml-10m" or "ml-20m" or "ml-25m" => false,
        "ml-latest-small" => true,
        _ => null,
    };

    private static string Name(string folder, MovieLensFormat format, string readMe)
    {
        string own = SetName().Match(readMe) is { Success: true } named ? named.Groups[1].Value : Path.GetFileName(Path.GetFullPath(folder).TrimEnd('/', '\\'));
        return format switch
        {
            MovieLensFormat.Tab100K => "ml-100k",
            MovieLensFormat.Dat1M => "ml-1m",
            MovieLensFormat.Dat10M => "ml-10m",
            _ => own.StartsWith("ml-", StringComparison.OrdinalIgnoreCase) ? own.ToLowerInvariant() : "MovieLens",
        };
    }

    private static string ReadMe(string folder)
    {
        foreach (string name in (ReadOnlySpan<string>)["README.txt", "README", "README.html"])
        {
            string path = Path.Combine(folder, name);
            if (File.Exists(path))
            {
                using StreamReader reader = new(path);
                char[] text = new char[LongestReadMe];
                int read = reader.ReadBlock(text);
                return new string(text, 0, read);
            }
        }

        return "";
    }

    [GeneratedRegex(@"dataset \((ml-[a-z0-9-]{1,30})\)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex SetName();

    [GeneratedRegex(@"may\s+not\s+redistribute", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex MayNot();

    [GeneratedRegex(@"may\s+redistribute", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex May();
}
