using System.Text.RegularExpressions;

namespace MovieRec.Data;

/// <summary>
/// Which MovieLens set a folder is and the terms it comes with. The folder's own README has the last word, since the
/// "latest" sets change; what it does not say is filled in from the terms known when this was written.
/// </summary>
internal static partial class MovieLensLicences
{
    private const int LongestReadMe = 1 << 16;

    public static DataSetInfo Describe(string folder, MovieLensFormat format)
    {
        string readMe = ReadMe(folder);
        if (SyntheticReadMe.TryDescribe(readMe) is { } synthetic)
        {
            return synthetic;
        }

        string name = Name(folder, format, readMe);
        DataSetLicence known = DataSetLicences.Find(name) ?? DataSetLicences.Find("ml-latest")!;
        return known.ToInfo() with
        {
            Name = name,
            Source = "GroupLens, University of Minnesota: https://grouplens.org/datasets/movielens/",
            Licence = DataSetLicences.MovieLensTerms(name),
            Redistributable = MayNot().IsMatch(readMe) ? false : May().IsMatch(readMe) ? true : known.Redistributable,
            Attribution = known.Attribution.Replace(known.Name, name, StringComparison.Ordinal),
        };
    }

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
