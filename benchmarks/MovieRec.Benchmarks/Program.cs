using System.Reflection;
using BenchmarkDotNet.Running;
using MovieRec.Benchmarks.Pipeline;

// pipeline …: the whole path as processes, see docs/benchmarks.md. Anything else goes to BenchmarkDotNet.
if (args is ["pipeline", ..])
{
    return PipelineRun.Start(args[1..]);
}

if (args is ["step", ..])
{
    return PipelineSteps.Start(args[1..]);
}

BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
return 0;
