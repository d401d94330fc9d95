namespace MovieRec.Eval;

/// <summary>
/// Two splits for choosing options and then telling how good the choice is: options are compared on <see cref="Validation"/>, and what was
/// chosen is trained on <see cref="Test"/>'s training rows and measured on its held-out ones, once.
/// </summary>
/// <param name="Validation">Made of the training rows of <see cref="Test"/> alone; for strong generalisation, of the validation users.</param>
/// <param name="Test">The split that the splitter makes.</param>
public sealed record SelectionSplits(Split Validation, Split Test)
{
    /// <summary>Makes both. No row that <see cref="Test"/> holds out is in <see cref="Validation"/>, neither to train on nor held out.</summary>
    /// <param name="splitter">The protocol of the test.</param>
    /// <param name="log">All rows.</param>
    /// <param name="options">What counts as liked; null for the defaults.</param>
    /// <exception cref="ArgumentException">The rows cannot be split twice this way, or the splitter asks for validation users itself.</exception>
    public static SelectionSplits Create(ISplitter splitter, InteractionLog log, InteractionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(splitter);
        ArgumentNullException.ThrowIfNull(log);
        switch (splitter)
        {
            case StrongGeneralizationSplitter { Part: StrongPart.Test } strong:
                return new SelectionSplits((strong with { Part = StrongPart.Validation }).Apply(log, options), strong.Apply(log, options));
            case MultVaeSplitter { Part: StrongPart.Test } published:
                return new SelectionSplits((published with { Part = StrongPart.Validation }).Apply(log, options), published.Apply(log, options));
            case StrongGeneralizationSplitter or MultVaeSplitter:
                throw new ArgumentException("The test part is asked for: the validation users choose the options.", nameof(splitter));
            case FilteredSplitter filtered:
                return filtered.Select(log, options);
            default:
                Split test = splitter.Apply(log, options);

                // A cut given as a date would leave nothing behind it among the rows before it.
                ISplitter inner = splitter is GlobalTemporalSplitter temporal ? temporal with { Cut = null } : splitter;
                return new SelectionSplits(inner.Apply(test.Train, options), test);
        }
    }
}
