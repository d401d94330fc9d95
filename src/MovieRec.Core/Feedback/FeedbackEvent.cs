namespace MovieRec;

/// <summary>
/// One line of a feedback log: what estimators need to know about an item that was shown, and about what became of it.
/// Immutable; every property checks its value, also in a <c>with</c> expression.
/// </summary>
/// <typeparam name="TItemId">Item id: int, long, string or Guid.</typeparam>
/// <remarks>
/// <para>
/// An impression is the quadruple of <see cref="UserPseudonym"/>, <see cref="CandidateSetId"/>, <see cref="ItemId"/> and
/// <see cref="Position"/>. A click, a save or a "not interested" repeats all properties of its impression except
/// <see cref="Kind"/> and <see cref="Time"/>; so it is found again without another key.
/// </para>
/// <para>
/// <see cref="Probability"/> cannot be reconstructed later. It has to be written when the list is made, by what made it.
/// </para>
/// </remarks>
public sealed record FeedbackEvent<TItemId>
    where TItemId : notnull
{
    /// <summary>Longest text of a property: 256 characters.</summary>
    public const int MaxTextLength = 256;

    /// <summary>Largest position: 10,000.</summary>
    public const int MaxPosition = 10_000;

    /// <summary>
    /// The person, as a keyed pseudonym (such as an HMAC with the id of its key), never the raw id. The unit of every test.
    /// </summary>
    /// <exception cref="ArgumentException">The text is empty, longer than <see cref="MaxTextLength"/> or holds control characters.</exception>
    public required string UserPseudonym
    {
        get;
        init => field = CheckText(value, nameof(UserPseudonym));
    }

    /// <summary>The item that was shown.</summary>
    /// <exception cref="NotSupportedException">The type of the id is not one of the four.</exception>
    /// <exception cref="ArgumentException">A text breaks the rules of <see cref="UserPseudonym"/>.</exception>
    public required TItemId ItemId
    {
        get;
        init => field = CheckItem(value);
    }

    /// <summary>Where it was shown: 1 is the top, at most <see cref="MaxPosition"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public required int Position
    {
        get;
        init => field = value is >= 1 and <= MaxPosition
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Position must be in 1 … 10,000; 1 is the top.");
    }

    /// <summary>The arm of the experiment that the person is in, such as <c>popularity</c>.</summary>
    /// <exception cref="ArgumentException">As for <see cref="UserPseudonym"/>.</exception>
    public required string Variant
    {
        get;
        init => field = CheckText(value, nameof(Variant));
    }

    /// <summary>Version of what turned scores into the list (exploration, re-ranking). It determines the probabilities.</summary>
    /// <exception cref="ArgumentException">As for <see cref="UserPseudonym"/>.</exception>
    public required string PolicyVersion
    {
        get;
        init => field = CheckText(value, nameof(PolicyVersion));
    }

    /// <summary>
    /// The set of candidates from which the list was drawn, named anew for each list that is drawn. Events with the same
    /// pseudonym and the same id belong to one list.
    /// </summary>
    /// <exception cref="ArgumentException">As for <see cref="UserPseudonym"/>.</exception>
    public required string CandidateSetId
    {
        get;
        init => field = CheckText(value, nameof(CandidateSetId));
    }

    /// <summary>
    /// Probability in (0, 1] with which the policy showed this item at this position to this person from this candidate set,
    /// over the policy's own randomness. 1 without exploration.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or outside (0, 1].</exception>
    public required double Probability
    {
        get;
        init => field = value is > 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Probability must be in (0, 1]; what was shown cannot have had probability 0.");
    }

    /// <summary>Version of the model that scored the candidates.</summary>
    /// <exception cref="ArgumentException">As for <see cref="UserPseudonym"/>.</exception>
    public required string ModelVersion
    {
        get;
        init => field = CheckText(value, nameof(ModelVersion));
    }

    /// <summary>When it happened; kept in UTC.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is before 1970, which is what a forgotten time looks like.</exception>
    public required DateTimeOffset Time
    {
        get;
        init => field = value >= DateTimeOffset.UnixEpoch
            ? value.ToUniversalTime()
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Time must not be before 1970-01-01 UTC.");
    }

    /// <summary>What happened.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the four.</exception>
    public required FeedbackKind Kind
    {
        get;
        init => field = value <= FeedbackKind.NotInterested
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Kind must be Impression, Click, Save or NotInterested.");
    }

    private static TItemId CheckItem(TItemId value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _ = IdKinds.KindOf<TItemId>();
        if (value is string text)
        {
            CheckText(text, nameof(ItemId));
        }

        return value;
    }

    private static string CheckText(string value, string name)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        if (value.Length is 0 or > MaxTextLength)
        {
            throw new ArgumentException($"{name} has {value.Length} characters; 1 … {MaxTextLength} are allowed.", name);
        }

        foreach (char c in value)
        {
            if (char.IsControl(c))
            {
                throw new ArgumentException($"{name} holds the control character U+{(int)c:X4}.", name);
            }
        }

        return value;
    }
}
