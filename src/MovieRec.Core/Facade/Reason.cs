using System.Diagnostics.CodeAnalysis;

namespace MovieRec;

/// <summary>Why an item was recommended: arithmetic, not decoration. <c>default</c> is no reason.</summary>
/// <typeparam name="TItemId">Item id.</typeparam>
public readonly record struct Reason<TItemId>
    where TItemId : notnull
{
    private readonly TItemId? _anchor;

    private Reason(ReasonKind kind, TItemId? anchor, float contribution, float share, ReasonStrength strength, SharedFeatures shared)
    {
        Kind = kind;
        _anchor = anchor;
        Contribution = contribution;
        Share = share;
        Strength = strength;
        Shared = shared;
    }

    /// <summary>The kind of reason.</summary>
    public ReasonKind Kind { get; }

    /// <summary>The anchor's contribution to the score; 0 without an anchor.</summary>
    public float Contribution { get; }

    /// <summary>Contribution / (|remainder| + Σ|contributions|), in (0, 1]; 0 without an anchor.</summary>
    public float Share { get; }

    /// <summary>How much of the score the anchor carries.</summary>
    public ReasonStrength Strength { get; }

    /// <summary>What the item and its anchor have in common, for <see cref="ReasonKind.SimilarContent"/>; nothing for other kinds.</summary>
    public SharedFeatures Shared { get; }

    /// <summary>A reason without an anchor.</summary>
    /// <param name="kind">None, Popular or New.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind needs an anchor.</exception>
    public static Reason<TItemId> WithoutAnchor(ReasonKind kind)
    {
        if (kind is ReasonKind.BecauseYouLiked or ReasonKind.SimilarContent)
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind of reason names a liked item; use BecauseOf.");
        }

        return new Reason<TItemId>(kind, default, 0, 0, ReasonStrength.None, default);
    }

    /// <summary>A reason with an anchor.</summary>
    /// <param name="kind">BecauseYouLiked or SimilarContent.</param>
    /// <param name="anchor">The liked item with the largest positive contribution.</param>
    /// <param name="contribution">Its contribution, above 0.</param>
    /// <param name="magnitude">|remainder| + Σ|contributions| of the score.</param>
    /// <param name="shared">What the two have in common, for SimilarContent.</param>
    /// <exception cref="ArgumentOutOfRangeException">The contribution is not positive, or the kind takes no anchor.</exception>
    public static Reason<TItemId> BecauseOf(
        ReasonKind kind, TItemId anchor, float contribution, float magnitude, SharedFeatures shared = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(contribution);
        if (kind is not (ReasonKind.BecauseYouLiked or ReasonKind.SimilarContent))
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind of reason names no item; use WithoutAnchor.");
        }

        float share = magnitude > 0 ? Math.Min(1, contribution / magnitude) : 0;
        return new Reason<TItemId>(
            kind,
            anchor,
            contribution,
            share,
            share < RecommendOptions.WeakReasonShare ? ReasonStrength.Weak : ReasonStrength.Strong,
            kind == ReasonKind.SimilarContent ? shared : default);
    }

    /// <summary>The liked item that caused the recommendation.</summary>
    /// <param name="anchor">Its id.</param>
    /// <returns>False when there is none.</returns>
    public bool TryGetAnchor([MaybeNullWhen(false)] out TItemId anchor)
    {
        anchor = _anchor;
        return Strength != ReasonStrength.None;
    }
}
