using System.Globalization;

namespace MovieRec.Cli.Models;

/// <summary>Values of <c>--set NAME.Option=Value</c>; names ignore case, numbers are invariant.</summary>
internal sealed class ModelSettings
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    public ModelSettings(IEnumerable<string> assignments)
    {
        foreach (string assignment in assignments)
        {
            int equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !assignment.AsSpan(0, equals).Contains('.'))
            {
                throw new UsageException($"--set {assignment}: expected MODEL.Option=Value, such as als.Factors=64.");
            }

            _values[assignment[..equals]] = assignment[(equals + 1)..];
        }
    }

    public IEnumerable<string> Names => _values.Keys;

    public string? Find(string name) => _values.GetValueOrDefault(name);

    public int Integer(string name, int fallback) => Find(name) is not { } text ? fallback
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value
        : throw new UsageException($"--set {name}={text}: expected a whole number.");

    public double Number(string name, double fallback) => Find(name) is not { } text ? fallback
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
        : throw new UsageException($"--set {name}={text}: expected a number with a decimal point.");

    public bool Flag(string name, bool fallback) => Find(name) is not { } text ? fallback
        : bool.TryParse(text, out bool value) ? value
        : throw new UsageException($"--set {name}={text}: expected true or false.");

    public TEnum Enumeration<TEnum>(string name, TEnum fallback)
        where TEnum : struct, Enum => Find(name) is not { } text ? fallback
        : Enum.GetNames<TEnum>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<TEnum>(text, ignoreCase: true)
        : throw new UsageException($"--set {name}={text}: expected one of {string.Join(", ", Enum.GetNames<TEnum>())}.");

    /// <summary>Builds options; a value that the options refuse is the caller's error.</summary>
    public static T Apply<T>(string model, Func<T> build)
    {
        try
        {
            return build();
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new UsageException($"--set for {model}: {exception.Message}");
        }
    }
}
