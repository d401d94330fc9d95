namespace MovieRec.Eval;

/// <summary>The 97.5 % quantile of Student's t: half the width of a 95 % interval in standard errors.</summary>
internal static class StudentT
{
    /// <summary>
    /// Hill's algorithm 396 (Communications of the ACM 13(10), 1970) at a two-tailed probability of 0.05; one and two
    /// degrees of freedom in closed form. Right to five digits.
    /// </summary>
    public static double Quantile975(int degreesOfFreedom)
    {
        const double TwoTailed = 0.05;
        const double Normal = 1.959963984540054;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degreesOfFreedom);
        double n = degreesOfFreedom;
        if (degreesOfFreedom == 1)
        {
            return Math.Cos(TwoTailed * Math.PI / 2) / Math.Sin(TwoTailed * Math.PI / 2);
        }

        if (degreesOfFreedom == 2)
        {
            return Math.Sqrt((2 / (TwoTailed * (2 - TwoTailed))) - 2);
        }

        double a = 1 / (n - 0.5);
        double b = 48 / (a * a);
        double c = (((((20700 * a / b) - 98) * a) - 16) * a) + 96.36;
        double d = ((((94.5 / (b + c)) - 3) / b) + 1) * Math.Sqrt(a * Math.PI / 2) * n;
        double y = Math.Pow(d * TwoTailed, 2 / n);
        if (y > 0.05 + a)
        {
            double x = -Normal;
            y = x * x;
            if (degreesOfFreedom < 5)
            {
                c += 0.3 * (n - 4.5) * (x + 0.6);
            }

            c = (((((((0.05 * d * x) - 5) * x) - 7) * x) - 2) * x) + b + c;
            y = ((((((((((((0.4 * y) + 6.3) * y) + 36) * y) + 94.5) / c) - y) - 3) / b) + 1) * x);
            y = a * y * y;
            y = y > 0.002 ? Math.Exp(y) - 1 : (0.5 * y * y) + y;
        }
        else
        {
            y = ((((1 / ((((n + 6) / (n * y)) - (0.089 * d) - 0.822) * (n + 2) * 3)) + (0.5 / (n + 4))) * y - 1) * (n + 1) / (n + 2)) + (1 / y);
        }

        return Math.Sqrt(n * y);
    }
}
