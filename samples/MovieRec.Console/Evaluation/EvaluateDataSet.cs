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
        EvaluateRun run = new(context, plan);
        return splitter is WindowsSplitter windows
            ? run.Execute([.. windows.ApplyAll(data.Log, liked).Select(s => EvaluationProtocol.Create(s, plan.Candidates, data.Catalog))], data.Catalog)
            : run.Execute(EvaluationProtocol.Create(splitter.Apply(data.Log, liked), plan.Candidates, data.Catalog), data.Catalog);
    }
}
