using System.Globalization;
using ScottPlot;

namespace MovieRec.Cli.Reports;

/// <summary>The plots of a report.</summary>
internal static class Plots
{
    /// <summary>Points with vertical intervals.</summary>
    /// <param name="points">The points.</param>
    /// <param name="xLabel">Name of the horizontal axis.</param>
    /// <param name="yLabel">Name of the vertical axis.</param>
    /// <param name="logarithmic">Whether x is even in the logarithm.</param>
    /// <param name="categories">Names of the values 0, 1, … of x; null for numbers.</param>
    public static string Scatter(
        IReadOnlyList<ScatterPoint> points, string xLabel, string yLabel, bool logarithmic = false, IReadOnlyList<string>? categories = null)
    {
        Plot plot = PlotStyle.Create(xLabel);
        foreach (ScatterPoint point in points)
        {
            double x = logarithmic ? Math.Log10(point.X) : point.X;
            if (!double.IsNaN(point.Low))
            {
                ScottPlot.Plottables.Scatter bar = plot.Add.ScatterLine(new[] { x, x }, [point.Low, point.High]);
                bar.Color = PlotStyle.Series(point.Colour);
                bar.LineWidth = 1.5f;
                bar.MarkerSize = 0;
            }

            ScottPlot.Plottables.Marker marker = plot.Add.Marker(x, point.Y, PlotStyle.Marker(point.Shape), point.Size, PlotStyle.Series(point.Colour));
            marker.MarkerStyle.LineWidth = 0;
        }

        double[] xs = [.. points.Select(p => logarithmic ? Math.Log10(p.X) : p.X)];
        double[] ys = [.. points.SelectMany(static p => new[] { p.Y, p.Low, p.High }).Where(double.IsFinite)];
        double wide = Math.Max(xs.Max() - xs.Min(), logarithmic || categories is not null ? 0.2 : Math.Abs(xs.Max()) * 0.1 + 1e-6);
        double high = Math.Max(ys.Max() - ys.Min(), 1e-4);
        plot.Axes.SetLimits(xs.Min() - (wide * 0.12), xs.Max() + (wide * 0.12), ys.Min() - (high * 0.1), ys.Max() + (high * 0.1));
        if (logarithmic)
        {
            PlotStyle.LogTicks(plot.Axes.Bottom, xs.Min() - (wide * 0.12), xs.Max() + (wide * 0.12));
        }
        else if (categories is not null)
        {
            ScottPlot.TickGenerators.NumericManual ticks = new();
            for (int i = 0; i < categories.Count; i++)
            {
                ticks.AddMajor(i, categories[i]);
            }

            plot.Axes.Bottom.TickGenerator = ticks;
        }

        return PlotStyle.Render(plot, $"{yLabel} against {xLabel}");
    }

    /// <summary>Shares of requests by time, in bins that are even in the logarithm; one line for each list of times.</summary>
    public static string Histogram(IReadOnlyList<(int Colour, ReadOnlyMemory<double> Milliseconds)> series)
    {
        const int Bins = 40;
        Plot plot = PlotStyle.Create("milliseconds");
        double low = Math.Log10(Math.Max(series.Min(static s => s.Milliseconds.Span[0]), 1e-5));

        // The slowest request of all would squeeze the rest into a corner; the last bin takes what is beyond.
        double high = Math.Log10(Math.Max(series.Max(static s => s.Milliseconds.Span[(int)(0.995 * (s.Milliseconds.Length - 1))]), 1e-5));
        double width = Math.Max((high - low) / Bins, 0.01);
        double top = 0;
        foreach ((int colour, ReadOnlyMemory<double> times) in series)
        {
            double[] shares = new double[Bins];
            foreach (double time in times.Span)
            {
                shares[Math.Clamp((int)((Math.Log10(Math.Max(time, 1e-5)) - low) / width), 0, Bins - 1)] += 1.0 / times.Length;
            }

            double[] xs = [.. Enumerable.Range(0, Bins).SelectMany(b => new[] { low + (b * width), low + ((b + 1) * width) })];
            double[] ys = [.. shares.SelectMany(static s => new[] { s, s })];
            ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(xs, ys);
            line.Color = PlotStyle.Series(colour);
            line.LineWidth = 2;
            line.MarkerSize = 0;
            top = Math.Max(top, shares.Max());
        }

        plot.Axes.SetLimits(low, low + (Bins * width), 0, top * 1.08);
        PlotStyle.LogTicks(plot.Axes.Bottom, low, low + (Bins * width));
        return PlotStyle.Render(plot, "Share of requests by time");
    }

    public static bool TryNumbers(IEnumerable<string> values, out double[] numbers)
    {
        List<double> parsed = [];
        foreach (string value in values)
        {
            if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            {
                numbers = [];
                return false;
            }

            parsed.Add(number);
        }

        numbers = [.. parsed];
        return true;
    }
}
