using System.Diagnostics;
using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary>Trains every model on the split's training rows and measures it.</summary>
internal sealed class EvaluateRun(CliContext context, EvaluatePlan plan)
{
    public int Execute(EvaluationProtocol protocol, MovieCatalog? catalog)
    {
        IReadOnlyList<ModelOutcome> outcomes = Measure(protocol, catalog);
        if (context.Json)
        {
            context.WriteJson(json => EvaluateJson.Write(json, plan, protocol, outcomes));
        }
        else
        {
            EvaluateView.Print(context, plan, protocol, outcomes);
        }

        return ExitCodes.Done;
    }

    public IReadOnlyList<ModelOutcome> Measure(EvaluationProtocol protocol, MovieCatalog? catalog)
    {
        TrainingData data = protocol.Split.ToTrainingData(catalog);
        PopularityModel? fallback = plan.UseFallback ? new PopularityTrainer().Fit(data, null, context.CancellationToken) : null;
        List<ModelOutcome> outcomes = [];
        foreach (NamedTrainer model in plan.Models)
        {
            outcomes.Add(Measure(model, data, protocol, fallback));
        }

        return outcomes;
    }

    private ModelOutcome Measure(NamedTrainer model, TrainingData data, EvaluationProtocol protocol, IRecommender? fallback)
    {
        Stopwatch watch = Stopwatch.StartNew();
        IRecommender trained = context.WithProgress("Training " + model.Name, report => model.Trainer.Fit(
            data, new InlineProgress<TrainingProgress>(p => report(p.Step, p.TotalSteps, "iterations")), context.CancellationToken));
        double fitSeconds = watch.Elapsed.TotalSeconds;
        watch.Restart();
        EvaluationResult result = context.WithProgress("Evaluating " + model.Name, report => new Evaluator().Evaluate(
            trained,
            protocol,
            plan.Metrics,
            fallback,
            new InlineProgress<EvaluationProgress>(p => report(p.Users, p.TotalUsers, "users")),
            context.CancellationToken));
        return new ModelOutcome(model.Name, result, fitSeconds, watch.Elapsed.TotalSeconds);
    }
}
