namespace MovieRec.ScreeningRoom;

/// <summary>Draws viewers.</summary>
internal sealed class ViewerFactory(FilmWorld world, AudienceOptions options)
{
    private const long Day = 86_400;
    private readonly double[] _shares = [.. Tastes.All.Select(static t => t.Share)];

    public Viewer Create(RandomStream random)
    {
        int[] tastes = DrawTastes(random);
        double[] blend = DrawBlend(tastes.Length, random);
        double mainstream = random.NextUniform(0.4, 1.6);
        long joined = options.Start + (long)(random.NextUniform() * 0.92 * (options.End - options.Start));
        long longest = options.End - joined;
        return new Viewer
        {
            Tastes = tastes,
            Blend = blend,
            Favourites = DrawFavourites(tastes, blend, mainstream, random),
            Mainstream = mainstream,
            Era = random.NextUniform() < 0.75 ? random.NextUniform(1985, 2022) : random.NextUniform(1940, 1985),
            RatingBias = 0.3 * random.NextNormal(),
            FilmCount = DrawFilmCount(random),
            Joined = joined,
            Left = joined + Math.Min(longest, (30 * Day) + (long)(random.NextUniform() * longest)),
        };
    }

    // P(n ≥ m) = (min / m)²: the inverse of that distribution needs only a square root.
    private int DrawFilmCount(RandomStream random) =>
        (int)Math.Min(options.MinFilms / Math.Sqrt(1 - random.NextUniform()), options.MaxFilms);

    private int[] DrawTastes(RandomStream random)
    {
        double u = random.NextUniform();
        int[] tastes = new int[u < 0.3 ? 1 : u < 0.75 ? 2 : 3];
        double[] left = [.. _shares];
        for (int i = 0; i < tastes.Length; i++)
        {
            tastes[i] = random.NextIndex(left);
            left[tastes[i]] = 0;
        }

        return tastes;
    }

    // Shares of independent numbers in 0.3 … 1: uneven, none negligible.
    private static double[] DrawBlend(int count, RandomStream random)
    {
        double[] blend = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            blend[i] = random.NextUniform(0.3, 1);
            sum += blend[i];
        }

        for (int i = 0; i < count; i++)
        {
            blend[i] /= sum;
        }

        return blend;
    }

    private int[] DrawFavourites(int[] tastes, double[] blend, double mainstream, RandomStream random)
    {
        double[] weights = new double[world.Count];
        for (int film = 0; film < weights.Length; film++)
        {
            double taste = 0;
            for (int i = 0; i < tastes.Length; i++)
            {
                taste += blend[i] * world.TasteScores[tastes[i]][film];
            }

            weights[film] = PortableMath.Exp((1.6 * taste) + (options.FameWeight * mainstream * world.Fame[film]));
        }

        int[] favourites = new int[3 + (int)(random.NextUniform() * 4)];
        for (int i = 0; i < favourites.Length; i++)
        {
            favourites[i] = random.NextIndex(weights);
            weights[favourites[i]] = 0;
        }

        return favourites;
    }
}
