namespace MovieRec.Eval;

/// <summary>
/// The regularised incomplete beta function I_x(a, b) by its continued fraction (Abramowitz and Stegun 1964, 26.5.8),
/// evaluated from the front with the recurrences for numerators and denominators, rescaled against overflow.
/// </summary>
internal static class IncompleteBeta
{
    private const int MaxTerms = 10_000;

    /// <summary>I_x(a, b) for x in [0, 1] and a, b &gt; 0; relative accuracy about 1e-12.</summary>
    public static double Regularized(double x, double a, double b)
    {
        if (x <= 0)
        {
            return 0;
        }

        if (x >= 1)
        {
            return 1;
        }

        // The fraction converges fast below the mean of the beta distribution; above it the symmetry serves.
        return x <= (a + 1) / (a + b + 2) ? Front(x, a, b) * Fraction(x, a, b) : 1 - (Front(1 - x, b, a) * Fraction(1 - x, b, a));
    }

    /// <summary>x^a (1 − x)^b / (a·B(a, b)).</summary>
    private static double Front(double x, double a, double b) =>
        Math.Exp((a * Math.Log(x)) + (b * LogOneMinus(x)) + LogGamma(a + b) - LogGamma(a) - LogGamma(b)) / a;

    private static double LogOneMinus(double x) => x > 1e-5 ? Math.Log(1 - x) : -x - (x * x / 2) - (x * x * x / 3);

    private static double Fraction(double x, double a, double b)
    {
        double previousNumerator = 1;
        double previousDenominator = 0;
        double numerator = 1;
        double denominator = 1;
        double value = 1;
        for (int term = 1; term < MaxTerms; term++)
        {
            int m = term / 2;
            double factor = term % 2 == 0
                ? m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)))
                : -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            double nextNumerator = numerator + (factor * previousNumerator);
            double nextDenominator = denominator + (factor * previousDenominator);
            previousNumerator = numerator / nextDenominator;
            previousDenominator = denominator / nextDenominator;
            numerator = nextNumerator / nextDenominator;
            denominator = 1;
            if (Math.Abs(numerator - value) <= 1e-15 * Math.Abs(numerator))
            {
                break;
            }

            value = numerator;
        }

        // The fraction stands for 1 / (1 + d₁ / (1 + d₂ / …)): its convergents are denominators over numerators.
        return 1 / numerator;
    }

    /// <summary>log Γ(x) for x &gt; 0: Stirling's series at x ≥ 10, reached by Γ(x + 1) = x·Γ(x).</summary>
    internal static double LogGamma(double x)
    {
        double shift = 0;
        while (x < 10)
        {
            shift -= Math.Log(x);
            x++;
        }

        double r = 1 / (x * x);
        double series = ((1.0 / 12) - (r * ((1.0 / 360) - (r * ((1.0 / 1260) - (r * ((1.0 / 1680) - (r / 1188)))))))) / x;
        return shift + ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series;
    }
}
