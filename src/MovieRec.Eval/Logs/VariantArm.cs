namespace MovieRec.Eval;

/// <summary>Sums over the users of one variant.</summary>
internal sealed class VariantArm
{
    private readonly List<double> _impressions = [];
    private readonly List<double>[] _outcomes = [[], [], [], []];

    public int Users => _impressions.Count;

    public long Impressions => (long)_impressions.Sum();

    public long Count(FeedbackKind kind) => (long)_outcomes[(int)kind].Sum();

    /// <summary>Outcomes per impression.</summary>
    public LogEstimate Rate(FeedbackKind kind)
    {
        if (Users < 2)
        {
            return new UnknownEstimate(Users == 0 ? UnknownReason.NoData : UnknownReason.TooFewUsers, $"{Users} users; at least 2 are needed");
        }

        UserMoments moments = UserMoments.OfRatio(_outcomes[(int)kind].ToArray(), _impressions.ToArray());
        return moments.StandardError > 0
            ? new KnownEstimate(moments)
            : new UnknownEstimate(UnknownReason.NoVariation, $"{Count(kind)} outcomes on {Impressions} impressions, the same share for each of {Users} users");
    }

    /// <summary>One arm for each name. Users who met several of them are in none.</summary>
    public static VariantArm[] Collect<TItemId>(ImpressionLog<TItemId> log, string[] names, out int mixedUsers, out long unplanned)
        where TItemId : notnull
    {
        VariantArm[] arms = Array.ConvertAll(names, static _ => new VariantArm());
        Dictionary<string, int> indices = names.Select(static (name, index) => (name, index)).ToDictionary(static p => p.name, static p => p.index, StringComparer.Ordinal);
        mixedUsers = 0;
        unplanned = 0;
        double[] sums = new double[arms[0]._outcomes.Length];
        IReadOnlyList<LoggedImpression<TItemId>> impressions = log.Impressions;
        for (int start = 0; start < impressions.Count;)
        {
            int user = impressions[start].UserIndex;
            int arm = -1;
            bool mixed = false;
            Array.Clear(sums);
            int end = start;
            for (; end < impressions.Count && impressions[end].UserIndex == user; end++)
            {
                LoggedImpression<TItemId> impression = impressions[end];
                if (!indices.TryGetValue(impression.Impression.Variant, out int index))
                {
                    unplanned++;
                    continue;
                }

                mixed |= arm >= 0 && arm != index;
                arm = index;
                for (int kind = 0; kind < sums.Length; kind++)
                {
                    sums[kind] += impression.Has((FeedbackKind)kind) ? 1 : 0;
                }
            }

            start = end;
            mixedUsers += mixed ? 1 : 0;
            if (arm >= 0 && !mixed)
            {
                arms[arm]._impressions.Add(sums[(int)FeedbackKind.Impression]);
                for (int kind = 0; kind < sums.Length; kind++)
                {
                    arms[arm]._outcomes[kind].Add(sums[kind]);
                }
            }
        }

        return arms;
    }
}
