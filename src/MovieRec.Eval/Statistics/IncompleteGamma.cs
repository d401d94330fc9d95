namespace MovieRec.Eval;

/// <summary>
/// The regularised upper incomplete gamma function Q(a, x), and with it the chi-square distribution. Below a + 1 the power
/// series of 1 − Q (Abramowitz and Stegun 1964, 6.5.29), above it the continued fraction (6.5.31) in its even form, evaluated
/// from the front with convergents that are rescaled against overflow.
/// </summary>
internal static class IncompleteGamma
{
    private const int MaxTerms = 100_000;

    /// <summary>P(X ≥ x) for a chi-square variable: Q(ν/2, x/2).</summary>
    public static double ChiSquareTail(double x, int degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degreesOfFreedom);
        return UpperRegularized(degreesOfFreedom / 2.0, x / 2);
    }

    /// <summary>Q(a, x) = Γ(a, x) / Γ(a) for a &gt; 0 and x ≥ 0; relative accuracy about 1e-12 for a up to thousands.</summary>
    public static double UpperRegularized(double a, double x)
    {
        if (x <= 0)
        {
            return 1;
        }

        if (double.IsPositiveInfinity(x))
        {
            return 0;
        }

        double front = Math.Exp((a * Math.Log(x)) - x - IncompleteBeta.LogGamma(a));
        return x < a + 1 ? Math.Max(0, 1 - (front * Series(a, x))) : front * Fraction(a, x);
    }

    /// <summary>Σ xⁿ / (a·(a + 1)·…·(a + n)).</summary>
    private static double Series(double a, double x)
    {
        double term = 1 / a;
        double sum = term;
        for (int n = 1; n < MaxTerms && term > 1e-17 * sum; n++)
        {
            term *= x / (a + n);
            sum += term;
        }

        return sum;
    }

    /// <summary>1 / (x + 1 − a − 1·(1 − a) / (x + 3 − a − 2·(2 − a) / (x + 5 − a − …))).</summary>
    private static double Fraction(double a, double x)
    {
        double previousNumerator = 0;
        double previousDenominator = 1;
        double numerator = 1;
        double denominator = x + 1 - a;
        double value = numerator / denominator;
        for (int n = 1; n < MaxTerms; n++)
        {
            double partialNumerator = -n * (n - a);
            double partialDenominator = x + (2 * n) + 1 - a;
            double nextNumerator = (partialDenominator * numerator) + (partialNumerator * previousNumerator);
            double nextDenominator = (partialDenominator * denominator) + (partialNumerator * previousDenominator);

            // Only the ratio counts: dividing all four keeps them in range.
            previousNumerator = numerator / nextDenominator;
            previousDenominator = denominator / nextDenominator;
            numerator = nextNumerator / nextDenominator;
            denominator = 1;
            if (Math.Abs(numerator - value) <= 1e-15 * Math.Abs(numerator))
            {
                return numerator;
            }

            value = numerator;
        }

        return value;
    }
}
