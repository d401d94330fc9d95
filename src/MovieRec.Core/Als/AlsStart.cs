namespace MovieRec;

/// <summary>Initial item factors for <see cref="AlsTrainer.Fit(TrainingData, AlsStart, IProgress{TrainingProgress}?, CancellationToken)"/>.</summary>
public sealed class AlsStart
{
    /// <summary>Creates a start.</summary>
    /// <param name="itemFactors">
    /// Row-major items × factors, by item index, finite; not copied, so leave it alone until the training has begun. Rows
    /// of items without a liked interaction are ignored.
    /// </param>
    /// <param name="factors">Number of factors.</param>
    /// <exception cref="ArgumentException">The length is no multiple of <paramref name="factors"/>, or a value is not finite.</exception>
    public AlsStart(ReadOnlyMemory<float> itemFactors, int factors)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factors);
        if (itemFactors.Length % factors != 0)
        {
            throw new ArgumentException($"{itemFactors.Length} values are no whole number of rows of {factors} factors.", nameof(itemFactors));
        }

        ReadOnlySpan<float> values = itemFactors.Span;
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                throw new ArgumentException($"Factor {i % factors} of item {i / factors} is {values[i]}; it must be finite.", nameof(itemFactors));
            }
        }

        ItemFactors = itemFactors;
        Factors = factors;
    }

    /// <summary>Row-major items × factors.</summary>
    public ReadOnlyMemory<float> ItemFactors { get; }

    /// <summary>Number of factors.</summary>
    public int Factors { get; }

    /// <summary>Starts from the item factors of a trained model.</summary>
    /// <param name="model">The model.</param>
    public static AlsStart FromModel(AlsModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        float[] values = new float[(long)model.ItemCount * model.Dimensions];
        for (int i = 0; i < model.ItemCount; i++)
        {
            model.GetItemVector(i).CopyTo(values.AsSpan(i * model.Dimensions));
        }

        return new AlsStart(values, model.Dimensions);
    }
}
