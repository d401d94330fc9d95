namespace MovieRec.Eval;

/// <summary>Mean, standard error and interval of per-user values; NaN values are counted, not averaged.</summary>
internal static class UserMean
{
    public static MetricResult Of(string name, double[] perUser)
    {
        int users = 0;
        double sum = 0;
        foreach (double value in perUser)
        {
            if (!double.IsNaN(value))
            {
                users++;
                sum += value;
            }
        }

        double mean = users == 0 ? double.NaN : sum / users;
        double squares = 0;
        foreach (double value in perUser)
        {
            if (!double.IsNaN(value))
            {
                squares += (value - mean) * (value - mean);
            }
        }

        double error = users < 2 ? double.NaN : Math.Sqrt(squares / (users - 1) / users);
        double half = users < 2 ? double.NaN : StudentT.Quantile975(users - 1) * error;
        return new MetricResult(name, mean, error, mean - half, mean + half, users, perUser.Length - users, perUser);
    }

    public static MetricResult OfAggregate(string name, double value, int users, int undefinedUsers) =>
        new(name, value, double.NaN, double.NaN, double.NaN, users, undefinedUsers, []);
}
