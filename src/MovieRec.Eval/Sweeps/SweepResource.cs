using System.Globalization;

namespace MovieRec.Eval;

/// <summary>What successive halving gives little of at first: a whole-number option such as <c>als.Iterations</c>.</summary>
/// <param name="Name">The option.</param>
/// <param name="Low">For every trial.</param>
/// <param name="High">For those that come through; above <paramref name="Low"/>.</param>
public sealed record SweepResource(string Name, int Low, int High)
{
    /// <summary>Reads <c>NAME=LOW..HIGH</c>.</summary>
    /// <param name="text">Such as <c>als.Iterations=2..16</c>.</param>
    /// <exception cref="FormatException">It is not that.</exception>
    public static SweepResource Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] sides = text.Split('=', 2, StringSplitOptions.TrimEntries);
        string[] ends = sides.Length == 2 ? sides[1].Split("..") : [];
        return ends.Length == 2
            && sides[0].Length > 0
            && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int low)
            && int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out int high)
            && low >= 1
            && low < high
            ? new SweepResource(sides[0], low, high)
            : throw new FormatException($"'{text}': expected NAME=LOW..HIGH with whole numbers, 1 ≤ LOW < HIGH.");
    }

    /// <summary>The amounts of the rounds, ascending, each about eta times the one before; the last is <see cref="High"/>.</summary>
    /// <param name="eta">Factor between rounds, ≥ 2.</param>
    public IReadOnlyList<int> Rounds(int eta)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(eta, 2);
        List<int> rounds = [High];
        for (double amount = (double)High / eta; Math.Round(amount) >= Low; amount /= eta)
        {
            rounds.Add((int)Math.Round(amount));
        }

        rounds.Reverse();
        return rounds;
    }
}
