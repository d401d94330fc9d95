namespace MovieRec;

/// <summary>One model of a blend and how it is trained. Immutable.</summary>
public sealed class HybridPart
{
    /// <summary>The name of the popularity coordinate among the weights; no part may have it.</summary>
    public const string Popularity = "popularity";

    /// <summary>Creates a part.</summary>
    /// <param name="name">Name among the parts, such as <c>als</c>: lower-case letters, digits and hyphens, at most 16.</param>
    /// <param name="source">What the part learns from.</param>
    /// <param name="trainer">
    /// Trains it. A model that offers <see cref="IVectorRecommender"/> enters the blend as a vector; another one (an item-item
    /// model) must offer <see cref="IScorer"/> and is added to the exact list.
    /// </param>
    /// <exception cref="ArgumentException">The name is not a name, or is taken.</exception>
    public HybridPart(string name, HybridSource source, ITrainer<IRecommender> trainer)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(trainer);
        if (!IsName(name))
        {
            throw new ArgumentException(
                $"'{name}' does not name a part; expected 1 … 16 lower-case letters, digits or hyphens, other than '{Popularity}'.", nameof(name));
        }

        Source = Enum.IsDefined(source)
            ? source
            : throw new ArgumentOutOfRangeException(nameof(source), source, "Source must be Behaviour or Content.");
        Name = name;
        Trainer = trainer;
    }

    /// <summary>Name among the parts.</summary>
    public string Name { get; }

    /// <summary>What the part learns from. Content parts are left out of data without a catalogue.</summary>
    public HybridSource Source { get; }

    /// <summary>Trains the part.</summary>
    public ITrainer<IRecommender> Trainer { get; }

    internal static bool IsName(string name) =>
        name.Length is >= 1 and <= 16 && name != Popularity && name.All(static c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
}
