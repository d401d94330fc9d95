namespace MovieRec.Eval;

/// <summary>Counts for <see cref="SplitSummary"/>.</summary>
internal static class SplitCounts
{
    public static SplitSummary Of(Split split)
    {
        InteractionMatrix train = split.Training.Interactions;
        bool[] relevantItems = new bool[train.ItemCount];
        int usersWithRelevant = 0;
        int coldUsers = 0;
        int relevantOfColdUsers = 0;
        int relevantOnColdItems = 0;
        foreach (int user in split.Users)
        {
            ReadOnlySpan<int> relevant = split.Relevant.GetUserItems(user);
            usersWithRelevant += relevant.IsEmpty ? 0 : 1;
            foreach (int item in relevant)
            {
                relevantItems[item] = true;
                relevantOnColdItems += train.GetItemCount(item) == 0 ? 1 : 0;
            }

            if (split.IsCold(user))
            {
                coldUsers++;
                relevantOfColdUsers += relevant.Length;
            }
        }

        return new SplitSummary
        {
            TrainRows = split.Train.Count,
            TrainInteractions = train.Count,
            TrainUsers = Enumerable.Range(0, train.UserCount).Count(u => train.GetUserItems(u).Length > 0),
            TrainItems = Enumerable.Range(0, train.ItemCount).Count(i => train.GetItemCount(i) > 0),
            FoldInInteractions = split.FoldInHistories?.Liked.Count ?? 0,
            Users = split.Users.Length,
            UsersWithRelevant = usersWithRelevant,
            HeldOutRows = split.Test.Count,
            Relevant = split.Relevant.Count,
            RelevantItems = relevantItems.Count(static r => r),
            ColdUsers = coldUsers,
            RelevantOfColdUsers = relevantOfColdUsers,
            ColdItems = Enumerable.Range(0, train.ItemCount).Count(i => relevantItems[i] && train.GetItemCount(i) == 0),
            RelevantOnColdItems = relevantOnColdItems,
        };
    }
}
