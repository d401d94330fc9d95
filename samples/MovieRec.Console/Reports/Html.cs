using System.Globalization;
using System.Net;
using System.Text;

namespace MovieRec.Cli.Reports;

/// <summary>Pieces of HTML. Every text that comes from outside goes through <see cref="Text"/>.</summary>
internal static class Html
{
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    public static string Number(double value, string format = "F4") => double.IsNaN(value) ? "–" : value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A table that scrolls sideways in a frame of its own, so that the page never does.</summary>
    /// <param name="header">Headings, as HTML.</param>
    /// <param name="rows">Cells, as HTML; the first is the row's heading.</param>
    public static string Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        StringBuilder html = new("<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
        foreach (string cell in header)
        {
            html.Append("<th scope=\"col\">").Append(cell).Append("</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (IReadOnlyList<string> row in rows)
        {
            html.Append("<tr><th scope=\"row\">").Append(row[0]).Append("</th>");
            for (int i = 1; i < row.Count; i++)
            {
                html.Append("<td>").Append(row[i]).Append("</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table></div>").ToString();
    }

    /// <summary>A value with its interval below it.</summary>
    public static string Interval(double mean, double low, double high) => double.IsNaN(low)
        ? Number(mean)
        : $"{Number(mean)}<small>{Number(low)} … {Number(high)}</small>";

    /// <summary>A marker as the plots draw it.</summary>
    public static string Marker(int colour, int shape)
    {
        string path = (shape % 5) switch
        {
            0 => "<circle cx=\"6\" cy=\"6\" r=\"4.5\"/>",
            1 => "<rect x=\"2\" y=\"2\" width=\"8\" height=\"8\"/>",
            2 => "<path d=\"M6 1 11 6 6 11 1 6Z\"/>",
            3 => "<path d=\"M6 1.5 11 10.5H1Z\"/>",
            _ => "<path d=\"M6 10.5 1 1.5H11Z\"/>",
        };
        return CliContext.Invariant($"<svg class=\"mark s{colour % PlotStyle.Colours}\" width=\"12\" height=\"12\" viewBox=\"0 0 12 12\" aria-hidden=\"true\">{path}</svg>");
    }
}
