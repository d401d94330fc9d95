namespace MovieRec.Eval;

/// <summary>Which trials a sweep makes.</summary>
public enum SweepStrategy
{
    /// <summary>Every combination of values; a range contributes evenly spaced ones.</summary>
    Grid,

    /// <summary>Values drawn at random (Bergstra and Bengio 2012): better than a grid when few of the options matter.</summary>
    Random,

    /// <summary>
    /// Successive halving (Jamieson and Talwalkar 2016): many random trials with a small resource, the best share of them again with
    /// more, until one group has had all of it.
    /// </summary>
    Halving,
}
