namespace MovieRec.Eval.Tests.Gate;

/// <summary>
/// Two groups of users with two groups of films. Before the cut 90 users like films of their own group, afterwards more of
/// them; 40 further users first appear after the cut and like the best-known films. ALS sees the groups, popularity does not.
/// </summary>
public sealed class GateWorld
{
    public const int Users = 130;
    public const int Items = 40;
    private const int GroupItems = Items / 2;
    private const int WarmUsers = 90;
    private const long Day = 86_400;
    private const long Start = 1_700_000_000;
    private const long Cut = Start + (100 * Day);

    public GateWorld()
    {
        Split split = new GlobalTemporalSplitter { Cut = Cut }.Apply(Log);
        Protocol = EvaluationProtocol.Create(split);
        Evaluated = new AlsTrainer(Options).Fit(split.ToTrainingData());
        Served = Generation(new AlsTrainer(Options), RealSource);
    }

    public static AlsOptions Options { get; } = new() { Factors = 4, Iterations = 8, MaxDegreeOfParallelism = 1 };

    public static DataSetInfo RealSource { get; } = new() { Name = "films", Licence = "CC0", CommercialUse = true };

    public static DateTimeOffset Newest { get; } = DateTimeOffset.FromUnixTimeSeconds(Cut + (10 * Day));

    public InteractionLog Log { get; } = CreateLog();

    public EvaluationProtocol Protocol { get; }

    public IRecommender Evaluated { get; }

    public Recommender<int, int> Served { get; }

    public GateSubject<int, int> Subject => new() { Protocol = Protocol, Evaluated = Evaluated, Served = Served };

    /// <summary>Every row learned, with given sources.</summary>
    public Recommender<int, int> Generation(ITrainer<IRecommender> trainer, params DataSetInfo[] sources)
    {
        TrainingData all = TrainingData.FromLog(Log);
        return new Recommender<int, int>(
            IdMap<int>.Create(Enumerable.Range(0, Users)),
            IdMap<int>.Create(Enumerable.Range(0, Items)),
            trainer.Fit(all),
            new PopularityTrainer().Fit(all),
            null,
            all.Histories,
            sources);
    }

    private static InteractionLog CreateLog()
    {
        List<(int User, int Item, float Rating, long Time)> rows = [];
        for (int user = 0; user < Users; user++)
        {
            int first = user % 3 == 0 ? GroupItems : 0;
            bool warm = user < WarmUsers;
            for (int rank = 0; rank < GroupItems; rank++)
            {
                // Known users: two films of three before the cut, the rest after it. New users: the first three of their group.
                bool early = warm && (rank < 3 || SplitRows.Hash(1, (ulong)((user * Items) + rank)) % 3 != 0);
                if (warm || rank < 3)
                {
                    rows.Add((user, first + rank, 5, early ? Start + (rank * Day) : Cut + ((user + rank) % 10 * Day)));
                }
            }
        }

        rows[^1] = rows[^1] with { Time = Newest.ToUnixTimeSeconds() };
        return Logs.Of([.. rows], Users, Items);
    }
}
