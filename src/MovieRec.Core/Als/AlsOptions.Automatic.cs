using System.Globalization;

namespace MovieRec;

/// <content>Options from the shape of the data.</content>
public sealed partial record AlsOptions
{
    /// <summary>Users of the data set on whose validation part the plain defaults were chosen.</summary>
    private const double ReferenceUsers = 500;
    private const int LargeInteractions = 2_000_000;

    /// <summary>
    /// Options that suit the data. With U users that liked something, λ = 0.01·(U/500)^−0.21 and α₀ = 0.3·(U/500)^−0.2 (from
    /// 500 users on): the plain defaults on small data, and about the settings published for data sets of 136,000 and
    /// 470,000 users (Rendle et al. 2021). From two million interactions on 128 factors and 10 iterations, else 64 and 16.
    /// </summary>
    /// <param name="data">The training data.</param>
    public static AlsOptions ForData(TrainingData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        InteractionMatrix matrix = data.Interactions;
        int active = 0;
        for (int u = 0; u < matrix.UserCount; u++)
        {
            active += matrix.GetUserItems(u).IsEmpty ? 0 : 1;
        }

        double ratio = Math.Max(1, active / ReferenceUsers);
        bool large = matrix.Count >= LargeInteractions;
        return new AlsOptions
        {
            Factors = large ? 128 : 64,
            Iterations = large ? 10 : 16,
            Regularization = Round(0.01 * Math.Pow(ratio, -0.21)),
            UnobservedWeight = Round(0.3 * Math.Pow(ratio, -0.2)),
        };
    }

    /// <summary>Two digits: a setting nobody could tell from its neighbours should not look precise.</summary>
    private static double Round(double value) =>
        double.Parse(value.ToString("E1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
