namespace MovieRec.Eval;

/// <summary>Student's t distribution, through the regularised incomplete beta function.</summary>
internal static class StudentT
{
    /// <summary>P(|T| ≥ |t|) = I_x(ν/2, 1/2) with x = ν / (ν + t²).</summary>
    public static double TwoSidedP(double t, int degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degreesOfFreedom);
        double n = degreesOfFreedom;
        return double.IsInfinity(t) ? 0 : IncompleteBeta.Regularized(n / (n + (t * t)), n / 2, 0.5);
    }

    /// <summary>The 97.5 % quantile: half the width of a 95 % interval in standard errors. By bisection, to rounding.</summary>
    public static double Quantile975(int degreesOfFreedom)
    {
        double low = 1.9;
        double high = 12.8;
        while (true)
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
            {
                return middle;
            }

            if (TwoSidedP(middle, degreesOfFreedom) > 0.05)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }
    }
}
