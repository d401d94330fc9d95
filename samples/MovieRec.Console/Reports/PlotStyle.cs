using System.Globalization;
using System.Text.RegularExpressions;
using ScottPlot;

namespace MovieRec.Cli.Reports;

/// <summary>
/// Plots follow the page's colours. ScottPlot writes fixed ones, so a plot is drawn in placeholders that CSS rules replace by attribute
/// (<c>[fill="#F00003"]</c>), light or dark. It also places every glyph by the metrics of the font of the machine that drew it;
/// a text gets one anchor instead, so that it reads well in whatever font the reader has.
/// </summary>
internal static partial class PlotStyle
{
    public const int Colours = 8;
    public const int Width = 420;
    public const int Height = 300;

    private const float FontSize = 12;

    public static Color Ink { get; } = Color.FromHex("#F000F0");

    public static Color Faint { get; } = Color.FromHex("#F000F1");

    public static Color Series(int index) => Color.FromHex(CliContext.Invariant($"#F0000{index % Colours}"));

    public static MarkerShape Marker(int shape) => (shape % 5) switch
    {
        0 => MarkerShape.FilledCircle,
        1 => MarkerShape.FilledSquare,
        2 => MarkerShape.FilledDiamond,
        3 => MarkerShape.FilledTriangleUp,
        _ => MarkerShape.FilledTriangleDown,
    };

    /// <summary>An empty plot. What the vertical axis shows stands above it, where it can be read without turning the head.</summary>
    public static Plot Create(string xLabel)
    {
        Plot plot = new();
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.Color(Ink);
        plot.Grid.MajorLineColor = Faint;
        plot.Axes.Right.IsVisible = false;
        plot.Axes.Top.IsVisible = false;
        plot.Axes.Bottom.Label.Text = xLabel;
        plot.Axes.Bottom.Label.FontSize = FontSize + 1;
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Bottom.TickLabelStyle.FontSize = FontSize;
        plot.Axes.Left.TickLabelStyle.FontSize = FontSize;
        plot.Legend.IsVisible = false;
        return plot;
    }

    /// <summary>Ticks at powers of ten, and between them as many as there is room for, for an axis that holds logarithms.</summary>
    public static void LogTicks(IXAxis axis, double low, double high)
    {
        ScottPlot.TickGenerators.NumericManual ticks = new();
        for (int power = (int)Math.Floor(low); power <= Math.Ceiling(high); power++)
        {
            foreach (int step in (ReadOnlySpan<int>)(high - low > 3 ? [1] : high - low > 1.5 ? [1, 3] : [1, 2, 5]))
            {
                double value = step * Math.Pow(10, power);
                if (Math.Log10(value) >= low && Math.Log10(value) <= high)
                {
                    ticks.AddMajor(Math.Log10(value), value.ToString("G6", CultureInfo.InvariantCulture));
                }
            }
        }

        axis.TickGenerator = ticks;
    }

    /// <summary>The plot as an SVG element that scales with the page and is described for who cannot see it.</summary>
    public static string Render(Plot plot, string caption)
    {
        string svg = plot.GetSvgXml(Width, Height);
        svg = svg[svg.IndexOf("<svg", StringComparison.Ordinal)..];
        int end = svg.IndexOf('>', StringComparison.Ordinal);
        string body = Glyphs().Replace(svg[(end + 1)..], Anchor);
        body = Clip().Replace(body, "");
        return CliContext.Invariant(
            $"<figcaption>{Html.Text(caption)}</figcaption><svg class=\"plot\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Html.Text(caption)}\" xmlns=\"http://www.w3.org/2000/svg\">{Spaces().Replace(body, " ")}");
    }

    /// <summary>Left, middle or right, told from where the first and the last glyph stand.</summary>
    private static string Anchor(Match match)
    {
        double[] places = [.. match.Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(static p => p.Length > 0).Select(static p => double.Parse(p, CultureInfo.InvariantCulture))];
        string y = match.Groups[2].Value.Split(',')[0].Trim();
        double first = places[0];
        double glyph = places.Length > 1 ? (places[^1] - first) / (places.Length - 1) : FontSize * 0.6;
        double last = places[^1] + glyph;
        string anchor = first > -0.3 * glyph ? "start" : last < 0.6 * glyph ? "end" : "middle";
        double x = anchor == "start" ? first : 0;
        return CliContext.Invariant($"text-anchor=\"{anchor}\" x=\"{x:0.##}\" y=\"{y}\"");
    }

    [GeneratedRegex("x=\"([-0-9., e]+)\" y=\"([-0-9., e]+)\"(?=>)", RegexOptions.CultureInvariant)]
    private static partial Regex Glyphs();

    /// <summary>Nothing is drawn outside the axes; identifiers of clip paths would collide between the plots of one page.</summary>
    [GeneratedRegex("<clipPath.*?</clipPath>| clip-path=\"[^\"]*\"", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Clip();

    [GeneratedRegex("\\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
