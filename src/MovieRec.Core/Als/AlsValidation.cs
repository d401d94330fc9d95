namespace MovieRec;

/// <summary>NDCG@10 on users set aside, iteration after iteration, and whether it still rises.</summary>
internal sealed class AlsValidation(Func<AlsModel, double> measure)
{
    private double _best = double.NegativeInfinity;
    private int _last;

    /// <summary>The iteration with the highest quality, the earliest of equal ones.</summary>
    public int BestIteration { get; private set; }

    public double Measure(AlsModel model, int iteration)
    {
        double quality = measure(model);
        _last = iteration;
        if (quality > _best)
        {
            _best = quality;
            BestIteration = iteration;
        }

        return quality;
    }

    public bool IsOver(int patience) => _last - BestIteration >= patience;
}
