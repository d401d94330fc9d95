namespace MovieRec.Eval;

/// <summary>
/// A ratio of sums θ = ΣA_u / ΣB_u over users u and the first three moments of its error.
/// <para>
/// With the residuals d_u = A_u − θ·B_u (linearisation; Deng, Knoblich and Lu 2018 call it the delta method) the standard error is
/// √(G/(G − 1)·Σd²) / ΣB for G users, and the skewness of θ is h = Σd³ / (Σd²)^1.5. Rewards are rare and weights are
/// large, so h is not small and the usual θ ± t·error covers far too seldom (85 % where 95 % was asked). Hall's transformation
/// (1992, "On the removal of skewness by transformation") makes T = (θ − true value) / error nearly symmetric:
/// </para>
/// <para>g(T) = T + h·T²/3 + h²·T³/27 + h/6 = ((1 + h·T/3)³ − 1) / h + h/6,</para>
/// <para>which increases in T, so the interval is its inverse at the two quantiles of Student's t with G − 1 degrees of freedom.</para>
/// </summary>
internal readonly record struct UserMoments(double Value, double StandardError, double Skewness, int Users, int DegreesOfFreedom)
{
    /// <summary>Moments of ΣA / ΣB; at least two users.</summary>
    public static UserMoments OfRatio(ReadOnlySpan<double> numerators, ReadOnlySpan<double> denominators)
    {
        double numerator = 0;
        double denominator = 0;
        for (int u = 0; u < numerators.Length; u++)
        {
            numerator += numerators[u];
            denominator += denominators[u];
        }

        double value = numerator / denominator;
        double squares = 0;
        double cubes = 0;
        for (int u = 0; u < numerators.Length; u++)
        {
            double residual = numerators[u] - (value * denominators[u]);
            squares += residual * residual;
            cubes += residual * residual * residual;
        }

        return Of(value, numerators.Length, squares / (denominator * denominator), cubes / (denominator * denominator * denominator));
    }

    /// <summary>Moments of a value whose error is a sum over users: Σ of squares and of cubes of their parts.</summary>
    public static UserMoments Of(double value, int users, double squares, double cubes)
    {
        double error = Math.Sqrt(squares * users / (users - 1.0));
        return new UserMoments(value, error, squares == 0 ? 0 : cubes / Math.Pow(squares, 1.5), users, users - 1);
    }

    /// <summary>Moments of the difference of two independent estimates; Welch's degrees of freedom.</summary>
    public static UserMoments Difference(in UserMoments first, in UserMoments second)
    {
        double a = first.StandardError * first.StandardError;
        double b = second.StandardError * second.StandardError;
        double variance = a + b;
        double cubes = (first.Skewness * a * first.StandardError) - (second.Skewness * b * second.StandardError);
        double freedom = variance == 0 ? 1 : variance * variance / ((a * a / first.DegreesOfFreedom) + (b * b / second.DegreesOfFreedom));
        return new UserMoments(
            first.Value - second.Value,
            Math.Sqrt(variance),
            variance == 0 ? 0 : cubes / Math.Pow(variance, 1.5),
            first.Users + second.Users,
            Math.Max(1, (int)freedom));
    }

    /// <summary>Moments of the logarithm, to first order; the value is positive.</summary>
    public UserMoments Log() => this with { Value = Math.Log(Value), StandardError = StandardError / Value };

    /// <summary>The 95 % interval.</summary>
    public ConfidenceInterval Interval()
    {
        double t = Quantile975(DegreesOfFreedom);
        return new ConfidenceInterval(Value - (StandardError * Inverse(t)), Value - (StandardError * Inverse(-t)));
    }

    /// <summary>g(T) for a given true value: compare with Student's t. ±∞ without any spread.</summary>
    public double Statistic(double truth)
    {
        double difference = Value - truth;
        if (StandardError == 0)
        {
            return difference == 0 ? 0 : double.CopySign(double.PositiveInfinity, difference);
        }

        double t = difference / StandardError;
        double h = Skewness;
        return t + (h / 3 * t * t) + (h * h / 27 * t * t * t) + (h / 6);
    }

    /// <summary>Two-sided p of a true value.</summary>
    public double TwoSidedP(double truth) => StudentT.TwoSidedP(Statistic(truth), DegreesOfFreedom);

    /// <summary>
    /// The 97.5 % quantile of Student's t. The search of <see cref="StudentT"/> costs more than everything else here; beyond 200
    /// degrees of freedom the expansion around the normal quantile (Abramowitz and Stegun 1964, 26.7.5) is exact to 1e-10.
    /// </summary>
    internal static double Quantile975(int degreesOfFreedom)
    {
        if (degreesOfFreedom <= 200)
        {
            return StudentT.Quantile975(degreesOfFreedom);
        }

        const double Z = 1.959963984540054;
        const double Z2 = Z * Z;
        const double G1 = (Z2 + 1) * Z / 4;
        const double G2 = ((((5 * Z2) + 16) * Z2) + 3) * Z / 96;
        const double G3 = ((((((3 * Z2) + 19) * Z2) + 17) * Z2) - 15) * Z / 384;
        const double G4 = ((((((((79 * Z2) + 776) * Z2) + 1482) * Z2) - 1920) * Z2) - 945) * Z / 92160;
        double r = 1.0 / degreesOfFreedom;
        return Z + (r * (G1 + (r * (G2 + (r * (G3 + (r * G4)))))));
    }

    private double Inverse(double y)
    {
        double h = Skewness;
        return Math.Abs(h) < 1e-6 ? y : 3 / h * (Math.Cbrt(1 + (h * (y - (h / 6)))) - 1);
    }
}
