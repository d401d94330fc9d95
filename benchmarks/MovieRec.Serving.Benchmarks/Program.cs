using MovieRec.Serving.Benchmarks;

// One command for each claim of docs/serving.md; each writes a JSON result and has a control that must fail.
return args switch
{
    ["kill", ..] => KillSoak.Run(args[1..]),
    ["powercut", ..] => PowerCut.Run(args[1..]),
    ["writer", ..] => LogWriter.Run(args[1..]),
    ["swaps", ..] => SwapSoak.Run(args[1..]),
    ["publish-kill", ..] => PublishKill.Run(args[1..]),
    ["publisher", ..] => PublishKill.Publisher(args[1..]),
    ["diskfull", ..] => DiskFull.Run(),
    ["throughput", ..] => Throughput.Run(args[1..]),
    ["latency", ..] => Latency.Run(args[1..]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        kill [CYCLES]                kill -9 of a process with 16 writers; control: acknowledging before the commit
        powercut [CYCLES]            image of an ext4 file system while it is written; needs mount rights; control: synchronous=NORMAL
        swaps [SWAPS [REQUESTS]]     swaps under load with forced garbage collections; control: version read after the answer
        publish-kill [ROUNDS]        kill -9 at every step of publishing
        diskfull                     a full tmpfs during publish, log and export; needs mount rights
        throughput [SECONDS]         acknowledged events per second
        latency [ITEMS [FACTORS]]    one recommendation with filter, re-rank and reasons; cost of telemetry that nobody listens to
        Results go to MOVIEREC_RESULTS, or benchmarks/results. Exit code 1: a claim does not hold, or a control does not fail.
        """);
    return 2;
}
