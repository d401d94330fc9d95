using System.Reflection;
using BenchmarkDotNet.Running;
using MovieRec.Benchmarks.Evaluation;
using MovieRec.Benchmarks.Hybrid;
using MovieRec.Benchmarks.Pipeline;
using MovieRec.Benchmarks.Reranking;

// pipeline …: the whole path as processes, see docs/benchmarks.md. Anything else goes to BenchmarkDotNet.
if (args is ["pipeline", ..])
{
    return PipelineRun.Start(args[1..]);
}

// evaluation …: what measuring costs beside answering, see docs/evaluation.md.
if (args is ["evaluation", ..])
{
    return EvaluationCost.Start(args[1..]);
}

// rerank …: what diversity costs in accuracy, see docs/pipeline.md.
if (args is ["rerank", ..])
{
    return TradeOff.Start(args[1..]);
}

// hybrid …: cold items, warm accuracy and cold users, see docs/hybrid.md.
if (args is ["hybrid", ..])
{
    return HybridRun.Start(args[1..]);
}

if (args is ["step", ..])
{
    return PipelineSteps.Start(args[1..]);
}

BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
return 0;
