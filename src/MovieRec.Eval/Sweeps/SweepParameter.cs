using System.Globalization;

namespace MovieRec.Eval;

/// <summary>What an option may be: a list of values, or a range that is even, or even in the logarithm.</summary>
public sealed class SweepParameter
{
    private readonly string[] _values;
    private readonly double _low;
    private readonly double _high;

    private SweepParameter(string name, string text, string[] values, double low, double high, bool isLogarithmic, bool isInteger)
    {
        Name = name;
        Text = text;
        _values = values;
        _low = low;
        _high = high;
        IsLogarithmic = isLogarithmic;
        IsInteger = isInteger;
    }

    /// <summary>Name of the option.</summary>
    public string Name { get; }

    /// <summary>What was read.</summary>
    public string Text { get; }

    /// <summary>Whether it is a range.</summary>
    public bool IsRange => _values.Length == 0;

    /// <summary>Whether the range is even in the logarithm.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>Whether only whole numbers of the range count: both ends are written without a decimal point.</summary>
    public bool IsInteger { get; }

    /// <summary>
    /// Reads <c>NAME=A,B,C</c> (values), <c>NAME=LOW..HIGH</c> (range) or <c>NAME=LOW..HIGH:log</c> (even in the logarithm). Whole numbers at both
    /// ends make a range of whole numbers.
    /// </summary>
    /// <param name="text">Such as <c>als.Regularization=0.001..0.1:log</c>.</param>
    /// <exception cref="FormatException">The message says what was expected.</exception>
    public static SweepParameter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals == text.Length - 1)
        {
            throw new FormatException($"'{text}': expected NAME=A,B,C or NAME=LOW..HIGH or NAME=LOW..HIGH:log.");
        }

        string name = text[..equals].Trim();
        string given = text[(equals + 1)..].Trim();
        if (!given.Contains("..", StringComparison.Ordinal))
        {
            string[] values = given.Split(',', StringSplitOptions.TrimEntries);
            return values.Any(static v => v.Length == 0) || values.Distinct(StringComparer.OrdinalIgnoreCase).Count() < values.Length
                ? throw new FormatException($"'{text}': expected values that differ, separated by commas.")
                : new SweepParameter(name, text, values, 0, 0, isLogarithmic: false, isInteger: false);
        }

        bool log = given.EndsWith(":log", StringComparison.OrdinalIgnoreCase);
        string[] ends = (log ? given[..^4] : given).Split("..");
        if (ends.Length != 2 || !TryNumber(ends[0], out double low) || !TryNumber(ends[1], out double high) || !(low < high) || (log && low <= 0))
        {
            throw new FormatException($"'{text}': expected LOW..HIGH with LOW below HIGH{(log ? " and, for :log, above 0" : "")}.");
        }

        return new SweepParameter(name, text, [], low, high, log, ends.All(static e => long.TryParse(e, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)));
    }

    /// <summary>The values of a grid: those listed, or evenly spaced ones of the range, both ends included, each once.</summary>
    /// <param name="steps">How many of a range, ≥ 2.</param>
    public IReadOnlyList<string> Grid(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        return IsRange ? [.. Enumerable.Range(0, steps).Select(i => At((double)i / (steps - 1))).Distinct(StringComparer.Ordinal)] : _values;
    }

    /// <summary>The value at a place of the list or range.</summary>
    /// <param name="place">In [0, 1).</param>
    internal string Draw(double place) => IsRange ? At(place) : _values[Math.Min((int)(place * _values.Length), _values.Length - 1)];

    private string At(double place)
    {
        double value = IsLogarithmic
            ? Math.Exp(Math.Log(_low) + (place * (Math.Log(_high) - Math.Log(_low))))
            : _low + (place * (_high - _low));
        value = Math.Clamp(IsInteger ? Math.Round(value) : value, _low, _high);

        // Five digits are more than a search can tell apart, and short enough to be typed again.
        return IsInteger ? value.ToString("F0", CultureInfo.InvariantCulture) : value.ToString("G5", CultureInfo.InvariantCulture);
    }

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
