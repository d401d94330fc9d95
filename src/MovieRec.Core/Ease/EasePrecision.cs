namespace MovieRec;

/// <summary>Precision of the inversion in <see cref="EaseTrainer"/>; the weights are stored in single precision either way.</summary>
public enum EasePrecision
{
    /// <summary>8 bytes for each pair of items while training.</summary>
    Double,

    /// <summary>4 bytes for each pair of items while training, about twice as fast.</summary>
    Single,
}
