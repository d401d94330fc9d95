using MovieRec.Cli.Commands;
using MovieRec.Cli.Data;
using MovieRec.Cli.Experiments;
using MovieRec.Cli.Models;
using MovieRec.Data;
using MovieRec.Eval;

namespace MovieRec.Cli.Gate;

/// <summary>
/// Prepares what the gate judges: the generation that would serve, from a model file or trained on all rows, and a model with
/// the same options trained on the rows before the split.
/// </summary>
internal sealed class GateDataSet(CliContext context, GatePlan plan, ExperimentRecorder? log) : IDataSetAction<int>
{
    public int Run<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> data, ImportReport? report)
        where TUserId : notnull
        where TItemId : notnull
    {
        EvaluationProtocol protocol = EvaluationProtocol.Create(plan.Splitter.Apply(data.Log, plan.Liked), CandidatePolicy.TrainedItems, data.Catalog);
        if (plan.ModelFile is { } file)
        {
            return ModelFiles.Open(file, context, new FromFile(this, protocol, new FileInfo(file).Length));
        }

        ITrainer<IRecommender> trainer = ModelRegistry.Create(plan.Model, plan.Settings, plan.Seed);
        return Judge(protocol, TrainCommand.Fit(context, data, trainer, plan.Liked), modelBytes: null);
    }

    private int Judge<TUserId, TItemId>(EvaluationProtocol protocol, Recommender<TUserId, TItemId> served, long? modelBytes)
        where TUserId : notnull
        where TItemId : notnull
    {
        TrainingData training = protocol.Split.ToTrainingData(protocol.Context.Catalog);
        IRecommender evaluated = context.WithProgress("Training before the split", report => Recipe(served.Model.Info).Fit(
            training, new InlineProgress<TrainingProgress>(p => report(p.Step, p.TotalSteps, "iterations")), context.CancellationToken));
        GateSubject<TUserId, TItemId> subject = new() { Protocol = protocol, Evaluated = evaluated, Served = served, ModelBytes = modelBytes };
        GateResult result = context.WithProgress("Measuring", _ => new LaunchGate(plan.Config).Run(subject, context.CancellationToken));
        if (context.Json)
        {
            context.WriteJson(result.WriteTo);
        }
        else
        {
            GateView.Print(context.Terminal.Out, result);
        }

        Record(protocol, served.Model.Info, result);
        return result.Passed ? ExitCodes.Done : ExitCodes.GateFailed;
    }

    private void Record(EvaluationProtocol protocol, RecommenderInfo served, GateResult result)
    {
        if (log is null)
        {
            return;
        }

        string[] reasons = [.. result.Checks.Where(static c => c.Status != GateStatus.Pass).Select(static c => c.Status == GateStatus.Unknown ? c.Name + " unknown" : c.Name)];
        log.Add(log.Entry("gate", served.Algorithm, served) with
        {
            Split = ExperimentRecorder.Describe(protocol),
            Metrics = [.. result.Checks.Where(static c => !double.IsNaN(c.Value)).Select(static c => new ExperimentMetric(c.Name, c.Value))],
            Outcome = result.Passed ? "passed" : "blocked: " + string.Join(", ", reasons),
        });
        log.Save(context.CancellationToken);
    }

    /// <summary>
    /// The options of what would serve: those that a model derives from the shape of its data would otherwise differ on the
    /// smaller training set, and another model would be measured than the one that goes live.
    /// </summary>
    private ITrainer<IRecommender> Recipe(RecommenderInfo served)
    {
        IEnumerable<string> options = served.Algorithm == plan.Model ? ModelRegistry.Assignments(served) : [];
        return ModelRegistry.Create(plan.Model, plan.Settings.With(options), plan.Seed);
    }

    private sealed class FromFile(GateDataSet gate, EvaluationProtocol protocol, long bytes) : IModelAction<int>
    {
        public int Run<TUserId, TItemId>(Recommender<TUserId, TItemId> recommender)
            where TUserId : notnull
            where TItemId : notnull => gate.Judge(protocol, recommender, bytes);
    }
}
