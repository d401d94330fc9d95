using MovieRec.Als.Benchmarks;

// One command for each result file; without further arguments each measures what the documentation quotes.
return args switch
{
    ["kernels", ..] => KernelBenchmark.Run(args[1..]),
    ["train", ..] => TrainBenchmark.Run(args[1..]),
    ["growth", ..] => TrainBenchmark.Growth(args[1..]),
    ["growth-one", ..] => TrainBenchmark.GrowthOne(args[1..]),
    ["serve", ..] => ServeBenchmark.Run(args[1..]),
    ["export", ..] => SyntheticInteractions.Export(args[1..]),
    ["converge", ..] => ConvergeBenchmark.Run(args[1..]),
    ["quality", _, _] => QualityBenchmark.Run(args[1..]),
    ["fidelity", ..] => FidelityBenchmark.Run(args[1..]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        kernels [FACTORS,… [SAMPLES]]                       kernels beside the multiply-add peak
        train [INTERACTIONS USERS ITEMS FACTORS,… ITERATIONS THREADS,… SOLVERS,…]
        growth [MILLIONS,… [FACTORS]]                       1, 5, 25, 100 million interactions
        serve [INTERACTIONS USERS ITEMS FACTORS ITERATIONS] top 10 of all users and of one, fold-in
        converge [FACTORS [ITERATIONS [INTERACTIONS]]]      quality after every iteration
        quality REFERENCE_FOLDER PEER_FOLDER                NDCG@10 on reference splits, paired with another library's
        export FILE [INTERACTIONS USERS ITEMS]              the synthetic interactions, for other libraries
        fidelity RATINGS.CSV [CASES]                        counterfactual effect of the named causes
        Results go to MOVIEREC_RESULTS, or benchmarks/results.
        """);
    return 2;
}
