using System.Globalization;

namespace MovieRec.Data;

/// <summary>
/// The movies of a synthetic data set: when each appears, how popular and how good it is, and the tastes it serves.
/// Index order is the order of appearance. A taste is a pair of genres; a movie's genres come from its tastes.
/// </summary>
internal sealed class SyntheticMovies
{
    public const int Tastes = 24;
    public const byte NoTaste = byte.MaxValue;

    /// <summary>1 January 1996; the data covers twenty years from there.</summary>
    public const long Start = 820_454_400;

    public const long Length = 20 * 31_557_600L;

    // Popularity of rank r among n movies: (r/n + Offset)^-Exponent, a power law with a rounded head.
    private const double PopularityOffset = 0.01;
    private const double PopularityExponent = 1.5;
    private const int MoviePurpose = 1;
    private const int RankPurpose = 2;

    private static readonly string[] GenreNames =
    [
        "Action", "Adventure", "Animation", "Children", "Comedy", "Crime", "Documentary", "Drama", "Fantasy",
        "Film-Noir", "Horror", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western",
    ];

    private readonly int _seed;

    public SyntheticMovies(SyntheticOptions options)
    {
        _seed = options.Seed;
        Count = options.Movies;
        AddedAt = new long[Count];
        Popularity = new float[Count];
        Quality = new float[Count];
        FirstTaste = new byte[Count];
        SecondTaste = new byte[Count];
        int[] ranks = ShuffledRanks();
        int initial = options.InitialMovies;
        for (int i = 0; i < Count; i++)
        {
            SyntheticRandom random = new(_seed, MoviePurpose, i);
            double position = (double)ranks[i] / Count;
            Popularity[i] = (float)Math.Pow(position + PopularityOffset, -PopularityExponent);

            // What many people watch is a little better than what few do.
            Quality[i] = (0.35f * random.NextNormal()) + (float)(0.3 - (0.6 * position));
            FirstTaste[i] = (byte)random.NextInt(Tastes);
            byte second = (byte)random.NextInt(Tastes);
            SecondTaste[i] = random.NextInt(2) == 0 && second != FirstTaste[i] ? second : NoTaste;
            AddedAt[i] = i < initial ? Start : Start + (long)(Length * 0.97 * (i - initial + random.NextDouble()) / (Count - initial));
        }
    }

    public int Count { get; }

    /// <summary>Unix seconds, not descending.</summary>
    public long[] AddedAt { get; }

    public float[] Popularity { get; }

    public float[] Quality { get; }

    public byte[] FirstTaste { get; }

    /// <summary><see cref="NoTaste"/> for half of the movies.</summary>
    public byte[] SecondTaste { get; }

    public static IdMap<long> Ids(int count) => IdMap<long>.FromIndexOrder([.. Enumerable.Range(1, count).Select(static i => (long)i)]);

    public static string Title(int index) => $"Synthetic Movie {(index + 1).ToString("D5", CultureInfo.InvariantCulture)}";

    /// <summary>Year of release: that of its appearance, or an earlier one for movies that were there on the first day.</summary>
    public int Year(int index)
    {
        if (AddedAt[index] > Start)
        {
            return DateTimeOffset.FromUnixTimeSeconds(AddedAt[index]).Year;
        }

        // Squaring favours recent years.
        SyntheticRandom random = new(_seed, RankPurpose, index);
        double age = random.NextDouble();
        return 1995 - (int)(65 * age * age);
    }

    public IReadOnlyList<string> Genres(int index)
    {
        (int first, int second) = GenresOf(FirstTaste[index]);
        SortedSet<string> genres = new(StringComparer.Ordinal) { GenreNames[first], GenreNames[second] };
        if (SecondTaste[index] != NoTaste)
        {
            genres.Add(GenreNames[GenresOf(SecondTaste[index]).First]);
        }

        return [.. genres];
    }

    public MovieCatalog ToCatalog()
    {
        MovieMetadata[] movies = new MovieMetadata[Count];
        for (int i = 0; i < Count; i++)
        {
            movies[i] = new MovieMetadata { Title = Title(i), Year = Year(i), Genres = Genres(i), Language = "en", AddedAt = AddedAt[i] };
        }

        return MovieCatalog.Create(movies);
    }

    // Several tastes share a main genre and differ in the second: genres explain a part of the structure, not all of it.
    private static (int First, int Second) GenresOf(int taste)
    {
        int first = taste % GenreNames.Length;
        int second = (first + 1 + (taste * 7 % (GenreNames.Length - 1))) % GenreNames.Length;
        return (first, second);
    }

    private int[] ShuffledRanks()
    {
        int[] ranks = new int[Count];
        SyntheticRandom random = new(_seed, RankPurpose, -1);
        for (int i = 0; i < Count; i++)
        {
            int j = random.NextInt(i + 1);
            ranks[i] = ranks[j];
            ranks[j] = i;
        }

        return ranks;
    }
}
