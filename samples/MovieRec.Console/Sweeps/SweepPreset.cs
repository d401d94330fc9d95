using MovieRec.Cli.Models;

namespace MovieRec.Cli.Sweeps;

/// <summary>A search that is worth a name. One whose model is not registered is not there.</summary>
internal sealed record SweepPreset(string Name, string Model, string Strategy, int Trials, string? Resource, IReadOnlyList<string> Parameters)
{
    public static IReadOnlyList<SweepPreset> All { get; } =
    [
        .. new SweepPreset[]
        {
            new("als", "als", "random", 30, null, ["als.Factors=16,32,64,128", "als.Regularization=0.0003..0.1:log", "als.UnobservedWeight=0.03..3:log"]),
            new("als-halving", "als", "halving", 45, "als.Iterations=2..16", ["als.Factors=16,32,64,128", "als.Regularization=0.0003..0.1:log", "als.UnobservedWeight=0.03..3:log"]),
            new("ease", "ease", "grid", 20, null, ["ease.Regularization=10,30,100,200,500,1000,2000"]),
            new("popularity", "popularity", "grid", 20, null, ["popularity.HalfLifeDays=30,90,180,365,730,1460,3650,1000000"]),
            new("svd-rank", "svd", "grid", 20, null, ["svd.Factors=8,16,32,64,96,128,192,256"]),
        }.Where(static p => ModelRegistry.Names.Contains(p.Model)),
    ];
}
