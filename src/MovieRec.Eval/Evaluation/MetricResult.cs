namespace MovieRec.Eval;

/// <summary>One metric over a group of users.</summary>
public sealed class MetricResult
{
    private readonly double[] _perUser;

    internal MetricResult(string name, double mean, double standardError, double low, double high, int users, int undefinedUsers, double[] perUser)
    {
        Name = name;
        Mean = mean;
        StandardError = standardError;
        Low = low;
        High = high;
        Users = users;
        UndefinedUsers = undefinedUsers;
        _perUser = perUser;
    }

    /// <summary>Name with cutoff and convention.</summary>
    public string Name { get; }

    /// <summary>Mean over the counted users with equal weight; for an aggregate metric its value. NaN when no user counts.</summary>
    public double Mean { get; }

    /// <summary>Standard error of the mean over users: s/√n. NaN for aggregate metrics and for fewer than two users.</summary>
    public double StandardError { get; }

    /// <summary>Lower end of the 95 % interval of the mean (Student's t over users); NaN where the standard error is.</summary>
    public double Low { get; }

    /// <summary>Upper end of the 95 % interval; may exceed 1 by its nature.</summary>
    public double High { get; }

    /// <summary>Users counted.</summary>
    public int Users { get; }

    /// <summary>Users for whom the metric is not defined (nothing relevant); left out of the mean.</summary>
    public int UndefinedUsers { get; }

    /// <summary>
    /// The value of every user of the group, aligned with the group's users; NaN where undefined. Empty for aggregate metrics.
    /// </summary>
    public ReadOnlySpan<double> PerUser => _perUser;
}
