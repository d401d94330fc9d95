using MovieRec.Cli.Data;
using MovieRec.Cli.Models;
using MovieRec.Data;
using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary>Splits a data set and evaluates on the split.</summary>
internal sealed class EvaluateDataSet(EvaluatePlan plan, ISplitter splitter, InteractionOptions liked, IEvaluationAction action) : IDataSetAction<int>
{
    public int Run<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> data, ImportReport? report)
        where TUserId : notnull
        where TItemId : notnull
    {
        IEnumerable<Split> splits = splitter is WindowsSplitter windows ? windows.ApplyAll(data.Log, liked) : [splitter.Apply(data.Log, liked)];
        EvaluationProtocol[] protocols = [.. splits.Select(s => EvaluationProtocol.Create(s, plan.Candidates, data.Catalog))];
        return action.Execute(new EvaluationSubject(protocols, splitter is WindowsSplitter, data.Catalog)
        {
            UserId = u => Ids.Text(data.Users[u]),
            ItemId = i => Ids.Text(data.Items[i]),
            Source = data.Info.Name,
        });
    }
}
