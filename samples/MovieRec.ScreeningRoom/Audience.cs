namespace MovieRec.ScreeningRoom;

/// <summary>
/// Plays four years of evenings. Each viewer comes on a few of them; on each, one of the viewer's tastes sets the mood,
/// and films are drawn one after another, without repetition, from those that have arrived by then:
/// P(film) ∝ exp(taste + mood + likeness to favourites + fame + era), times a factor for new films; now and then a film
/// is picked by fame alone. A rating is taste, quality, bias and noise, rounded to half stars.
/// </summary>
internal sealed class Audience(FilmWorld world, AudienceOptions options)
{
    private const long Day = 86_400;
    private readonly ViewerFactory _factory = new(world, options);
    private readonly double[] _appeal = new double[world.Count];
    private readonly double[] _own = new double[world.Count];
    private readonly double[] _crowd = new double[world.Count];

    /// <summary>Simulates every viewer and passes each interaction on.</summary>
    public void Play(Action<Interaction> onInteraction)
    {
        for (int i = 0; i < options.Viewers; i++)
        {
            RandomStream random = new(options.Seed, (ulong)i + 1);
            Play(AudienceOptions.FirstViewerId + i, _factory.Create(random), random, onInteraction);
        }
    }

    private void Play(long viewerId, Viewer viewer, RandomStream random, Action<Interaction> onInteraction)
    {
        double[] utility = Utility(viewer);
        double[][] moods = [.. viewer.Tastes.Select(t => Mood(utility, t))];
        bool[] seen = new bool[world.Count];
        int left = viewer.FilmCount;
        foreach ((long start, int size) in Evenings(viewer, random))
        {
            double[] mood = moods[random.NextIndex(viewer.Blend)];
            Offer(mood, seen, start);
            long time = start;
            for (int n = 0; n < size && left > 0; n++)
            {
                int film = random.NextIndex(random.NextUniform() < options.CrowdShare ? _crowd : _own);
                if (film < 0)
                {
                    return;
                }

                _own[film] = 0;
                _crowd[film] = 0;
                seen[film] = true;
                left--;
                time += 15 + (long)(random.NextUniform() * 150);
                onInteraction(new Interaction(viewerId, world.Films[film].Id, Rate(viewer, film, random), time));
            }
        }
    }

    private double[] Utility(Viewer viewer)
    {
        double[] utility = new double[world.Count];
        for (int film = 0; film < utility.Length; film++)
        {
            double taste = 0;
            for (int i = 0; i < viewer.Tastes.Length; i++)
            {
                taste += viewer.Blend[i] * world.TasteScores[viewer.Tastes[i]][film];
            }

            double likeness = 0;
            foreach (int favourite in viewer.Favourites)
            {
                likeness = Math.Max(likeness, world.Likeness[favourite][film]);
            }

            // Squared, so that close kin count and distant cousins hardly do.
            likeness *= likeness;

            double distance = Math.Min(Math.Abs(world.Films[film].Metadata.Year - viewer.Era) / 20, 3);
            _appeal[film] = (options.TasteWeight * taste) + (options.FavouriteWeight * likeness);
            utility[film] = _appeal[film]
                + (options.FameWeight * viewer.Mainstream * world.Fame[film])
                - (options.EraWeight * distance);
        }

        return utility;
    }

    private double[] Mood(double[] utility, int taste)
    {
        double[] weights = new double[utility.Length];
        for (int film = 0; film < weights.Length; film++)
        {
            weights[film] = PortableMath.Exp(utility[film] + (options.MoodWeight * world.TasteScores[taste][film]));
        }

        return weights;
    }

    private void Offer(double[] mood, bool[] seen, long time)
    {
        for (int film = 0; film < mood.Length; film++)
        {
            long arrived = world.Films[film].Metadata.AddedAt;
            double factor = arrived > time || seen[film] ? 0 : arrived > time - (90 * Day) ? options.NewFilmFactor : 1;
            _own[film] = factor * mood[film];
            _crowd[film] = factor * world.Talk[film];
        }
    }

    // The first evening is long, as when somebody tells a new service what they know; the others are short.
    private static List<(long Start, int Size)> Evenings(Viewer viewer, RandomStream random)
    {
        List<int> sizes = [8 + (int)(random.NextUniform() * 12)];
        for (int total = sizes[0]; total < viewer.FilmCount; total += sizes[^1])
        {
            double u = random.NextUniform();
            sizes.Add(1 + (int)(6 * u * u));
        }

        long[] days = new long[sizes.Count];
        for (int i = 1; i < days.Length; i++)
        {
            days[i] = (long)(random.NextUniform() * ((viewer.Left - viewer.Joined) / Day));
        }

        Array.Sort(days);
        List<(long, int)> evenings = [];
        long previousEnd = 0;
        for (int i = 0; i < days.Length; i++)
        {
            long midnight = (viewer.Joined / Day * Day) + (days[i] * Day);
            long start = Math.Max(midnight + (long)(random.NextUniform(17, 22) * 3600), previousEnd + 60);
            evenings.Add((start, sizes[i]));
            previousEnd = start + (sizes[i] * 165);
        }

        return evenings;
    }

    private float Rate(Viewer viewer, int film, RandomStream random)
    {
        double rating = options.RatingBase
            + (0.22 * Math.Min(_appeal[film], 6))
            + (0.2 * (world.Films[film].Quality - 7))
            + viewer.RatingBias
            + (options.RatingNoise * random.NextNormal());
        return (float)(Math.Clamp(Math.Floor((rating * 2) + 0.5), 1, 10) / 2);
    }
}
