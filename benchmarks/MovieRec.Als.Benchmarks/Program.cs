using MovieRec.Als.Benchmarks;

return args switch
{
    ["kernels", ..] => KernelBenchmark.Run(args[1..]),
    ["train", ..] => TrainBenchmark.Run(args[1..]),
    ["serve", ..] => ServeBenchmark.Run(args[1..]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("kernels");
    return 2;
}
