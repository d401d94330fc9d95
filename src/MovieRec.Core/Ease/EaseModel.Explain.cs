namespace MovieRec;

/// <content>Explanations: liked item i contributes w_i·B_ij to the score of item j; nothing is left over.</content>
public sealed partial class EaseModel
{
    /// <inheritdoc/>
    public Explanation Explain(in RecommendationQuery query, int itemIndex, Span<Contribution> destination)
    {
        QueryGuard.Check(query, Info.UserCount, Info.ItemCount);
        QueryGuard.CheckItem(itemIndex, Info.ItemCount);
        CleanHistory history = History(query);
        try
        {
            int position = _position[itemIndex];
            if (history.Items.IsEmpty || position < 0)
            {
                return default;
            }

            TopContributions top = new(destination);
            for (int k = 0; k < history.Items.Length; k++)
            {
                double weight = history.Weights.IsEmpty ? 1 : history.Weights[k];
                top.Add(history.Items[k], weight * _weights[(_position[history.Items[k]] * _items.Length) + position]);
            }

            return top.Finish(ScoreOne(history, position), remainder: 0);
        }
        finally
        {
            history.Return();
        }
    }
}
