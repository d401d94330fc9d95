namespace MovieRec.ScreeningRoom;

/// <summary>
/// e^x by additions and multiplications alone. <see cref="Math.Exp"/> may differ in its last bit between platforms, and
/// one bit can decide which film a viewer picks; IEEE sums and products cannot.
/// </summary>
internal static class PortableMath
{
    private const double Ln2 = 0.69314718055994530942;

    /// <summary>e^x to about 1e-15 relative, for |x| ≤ 700.</summary>
    public static double Exp(double x)
    {
        double power = Math.Round(x / Ln2);
        double rest = x - (power * Ln2);
        double sum = 1;
        for (int term = 14; term > 0; term--)
        {
            sum = 1 + (rest / term * sum);
        }

        return sum * BitConverter.Int64BitsToDouble(((long)power + 1023) << 52);
    }
}
