using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MovieRec.Serving;

/// <summary>
/// Divides people over variants by a keyed hash of name and id: the same person always meets the same variant, nobody can choose
/// one, and two experiments are independent. One variant is the control, usually popularity. Immutable, thread-safe.
/// </summary>
public sealed class Experiment
{
    private readonly byte[] _key;
    private readonly PseudonymKeyRing _ids;

    /// <summary>Makes an experiment.</summary>
    /// <param name="name">Name; a new name divides people anew.</param>
    /// <param name="key">Secret, at least <see cref="PseudonymKeyRing.MinKeyBytes"/> bytes; it must not change while the experiment runs.</param>
    /// <param name="variants">The arms; their shares sum to 1.</param>
    /// <param name="control">Name of the control arm.</param>
    /// <exception cref="ArgumentException">Names repeat, shares do not sum to 1, or the control is missing.</exception>
    public Experiment(string name, byte[] key, IReadOnlyList<ExperimentVariant> variants, string control)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(variants);
        ArgumentNullException.ThrowIfNull(control);
        _ids = PseudonymKeyRing.Create("x", key);
        _key = (byte[])key.Clone();
        Name = name;
        Variants = [.. variants];
        Control = Variants.FirstOrDefault(v => v.Name == control)
            ?? throw new ArgumentException($"The control '{control}' is not among the variants {string.Join(", ", Variants.Select(static v => v.Name))}.", nameof(control));
        if (Variants.Select(static v => v.Name).Distinct(StringComparer.Ordinal).Count() != Variants.Count)
        {
            throw new ArgumentException("Two variants have the same name.", nameof(variants));
        }

        double sum = Variants.Sum(static v => v.Share);
        if (Math.Abs(sum - 1) > 1e-9)
        {
            throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The shares sum to {sum}; they must sum to 1."), nameof(variants));
        }
    }

    /// <summary>Name.</summary>
    public string Name { get; }

    /// <summary>The arms.</summary>
    public IReadOnlyList<ExperimentVariant> Variants { get; }

    /// <summary>The control arm.</summary>
    public ExperimentVariant Control { get; }

    /// <summary>The variant of a person.</summary>
    /// <typeparam name="TUserId">int, long, string or Guid.</typeparam>
    /// <param name="userId">The raw id; for visitors without an account the id of their session.</param>
    public ExperimentVariant VariantOf<TUserId>(TUserId userId)
        where TUserId : notnull
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{Name}\n{_ids.PseudonymOf(userId)}"), hash);
        double place = (BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) * (1.0 / (1UL << 53));
        foreach (ExperimentVariant variant in Variants)
        {
            place -= variant.Share;
            if (place < 0)
            {
                return variant;
            }
        }

        return Variants[^1];
    }
}
