namespace MovieRec.Cli.Reports;

/// <summary>A section of a page: heading, a sentence or two, and its content as HTML.</summary>
internal sealed record ReportSection(string Title, string Note, string Html);
