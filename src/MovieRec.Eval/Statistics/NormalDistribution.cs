namespace MovieRec.Eval;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    private const double Farthest = 8;

    /// <summary>Φ(x) by the series ½ + φ(x)·(x + x³/3 + x⁵/15 + …); 0 or 1 beyond ±8.</summary>
    public static double Cumulative(double x)
    {
        if (x <= -Farthest)
        {
            return 0;
        }

        if (x >= Farthest)
        {
            return 1;
        }

        double sum = x;
        double term = x;
        for (int i = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); i += 2)
        {
            term *= x * x / i;
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }

    /// <summary>The inverse of <see cref="Cumulative"/>, by bisection; ±8 at 0 and 1.</summary>
    public static double Quantile(double p)
    {
        double low = -Farthest;
        double high = Farthest;
        for (int i = 0; i < 80; i++)
        {
            double middle = (low + high) / 2;
            if (Cumulative(middle) < p)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return (low + high) / 2;
    }
}
