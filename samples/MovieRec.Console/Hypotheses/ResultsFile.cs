namespace MovieRec.Cli.Hypotheses;

/// <summary>
/// A Markdown file of sections, each written by one command between <c>&lt;!-- begin NAME --&gt;</c> and <c>&lt;!-- end NAME --&gt;</c>. Writing
/// one leaves every other byte as it is; a section that is not there yet is added at the end.
/// </summary>
internal static class ResultsFile
{
    public static void Write(string path, string name, string section)
    {
        string old = File.Exists(path) ? File.ReadAllText(path) : "# Results\n\nEvery section is written by the command that stands in it.\n";
        string temporary = path + ".tmp";
        File.WriteAllText(temporary, Replace(old, name, section));
        File.Move(temporary, path, overwrite: true);
    }

    public static string Replace(string text, string name, string section)
    {
        string begin = $"<!-- begin {name} -->";
        string end = $"<!-- end {name} -->";
        string block = $"{begin}\n{section.Trim()}\n{end}";
        int from = text.IndexOf(begin, StringComparison.Ordinal);
        int to = from < 0 ? -1 : text.IndexOf(end, from, StringComparison.Ordinal);
        if (from >= 0 && to < 0)
        {
            throw new UsageException($"--out: the section '{name}' has a begin and no end; expected the line {end}.");
        }

        return from < 0 ? $"{text.TrimEnd()}\n\n{block}\n" : text[..from] + block + text[(to + end.Length)..];
    }
}
