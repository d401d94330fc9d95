using MovieRec.Cli.Data;
using MovieRec.Data;
using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary>Splits a data set and evaluates on the split.</summary>
internal sealed class EvaluateDataSet(CliContext context, EvaluatePlan plan, ISplitter splitter, InteractionOptions liked) : IDataSetAction<int>
{
    public int Run<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> data, ImportReport? report)
        where TUserId : notnull
        where TItemId : notnull
    {
        Split split = splitter.Apply(data.Log, liked);
        return new EvaluateRun(context, plan).Execute(EvaluationProtocol.Create(split, plan.Candidates, data.Catalog), data.Catalog);
    }
}
