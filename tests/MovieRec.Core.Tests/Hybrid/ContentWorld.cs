using MovieRec.Numerics;

namespace MovieRec.Tests.Hybrid;

/// <summary>
/// Two tastes and a catalogue that tells them apart: even users like even movies, whose plots are at sea; odd ones are in space.
/// The last movies have metadata and nobody's interaction; one liked movie has no metadata.
/// </summary>
internal static class ContentWorld
{
    public const int Users = 60;
    public const int Movies = 80;

    /// <summary>From here on nobody has seen a movie.</summary>
    public const int FirstNew = 72;

    public const int MovieWithoutMetadata = 10;

    private static readonly string[][] Words =
    [
        ["harbour", "sailor", "storm", "whale", "captain", "island", "anchor", "lighthouse"],
        ["rocket", "planet", "orbit", "alien", "comet", "android", "galaxy", "satellite"],
    ];

    public static TrainingData Create(ulong seed = 1)
    {
        InteractionLogBuilder<int, int> builder = new();
        ulong position = 0;
        for (int u = 0; u < Users; u++)
        {
            for (int i = 0; i < FirstNew; i++)
            {
                ulong draw = SeededRandom.Hash(seed, position++) % 100;
                if (draw < (u % 2 == i % 2 ? 40u : 4u))
                {
                    builder.Add(u, i, 5, 1_500_000_000 + (long)(SeededRandom.Hash(seed + 1, position) % 1_000_000));
                }
            }
        }

        InteractionLogResult<int, int> log = builder.Build(Enumerable.Range(0, Movies));
        Dictionary<int, MovieMetadata> movies = Enumerable.Range(0, Movies)
            .Where(i => i != MovieWithoutMetadata)
            .ToDictionary(i => i, i => Metadata(i, seed));
        return TrainingData.FromLog(log.Log, null, MovieCatalog.Create(log.Items, movies));
    }

    public static HybridModel Train(TrainingData data, HybridOptions? options = null, int threads = -1) => new HybridTrainer(
        (options ?? new HybridOptions()) with { MaxDegreeOfParallelism = threads },
        [
            new HybridPart("als", HybridSource.Behaviour, new AlsTrainer(new AlsOptions { Factors = 8, Iterations = 6, MaxDegreeOfParallelism = threads })),
            new HybridPart("content", HybridSource.Content, new ContentTrainer(new ContentOptions { Dimensions = 12, MaxDegreeOfParallelism = threads })),
        ]).Train(data);

    private static MovieMetadata Metadata(int movie, ulong seed)
    {
        string[] words = Words[movie % 2];
        IEnumerable<string> plot = Enumerable.Range(0, 5).Select(n => words[(int)(SeededRandom.Hash(seed + 7, (ulong)((movie * 5) + n)) % (ulong)words.Length)]);
        return new MovieMetadata
        {
            Title = $"Film {movie}",
            Year = 1990 + (movie % 20),
            Genres = [movie % 2 == 0 ? "Adventure" : "Science Fiction"],
            Overview = string.Join(' ', plot),
        };
    }
}
