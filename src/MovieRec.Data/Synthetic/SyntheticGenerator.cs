using System.Diagnostics;

namespace MovieRec.Data;

/// <summary>
/// Makes one user's history at a time. A user has up to three tastes and a share of the mainstream; every rating first
/// draws a taste, then a movie of that taste: P(movie | user) = Σ_t P(t | user) · P(movie | t), a matrix of low rank.
/// Ratings come in sessions, most users having one; between sessions a taste may change. The stars depend on the movie,
/// the user, whether the movie serves the user's tastes, and chance.
/// </summary>
internal sealed class SyntheticGenerator
{
    private const int Purpose = 4;
    private const int MaxTastes = 3;
    private const int MaxSessions = 12;
    private const int DrawsBeforeSearch = 40;
    private const double SecondsPerDay = 86_400;
    private readonly SyntheticMovies _movies;
    private readonly SyntheticTables _tables;
    private readonly int[] _counts;
    private readonly int _seed;
    private readonly int[] _lastUserOfMovie;
    private readonly int[] _items;
    private readonly float[] _ratings;
    private readonly long[] _times;

    public SyntheticGenerator(SyntheticOptions options)
    {
        options.Validate();
        _seed = options.Seed;
        _movies = new SyntheticMovies(options);
        _tables = new SyntheticTables(_movies);
        _counts = SyntheticUsers.Counts(options);
        _lastUserOfMovie = new int[options.Movies];
        _lastUserOfMovie.AsSpan().Fill(-1);
        int longest = _counts.Max();
        _items = new int[longest];
        _ratings = new float[longest];
        _times = new long[longest];
    }

    public SyntheticMovies Movies => _movies;

    /// <summary>Movie indices of the user generated last, by time, then index.</summary>
    public ReadOnlySpan<int> Items => _items.AsSpan(0, Count);

    public ReadOnlySpan<float> Ratings => _ratings.AsSpan(0, Count);

    public ReadOnlySpan<long> Timestamps => _times.AsSpan(0, Count);

    public int Count { get; private set; }

    /// <summary>Generates the history of a user; users come in ascending order, each once.</summary>
    public void Generate(int user)
    {
        SyntheticRandom random = new(_seed, Purpose, user);
        Count = _counts[user];
        Span<byte> tastes = stackalloc byte[MaxTastes];
        foreach (ref byte taste in tastes)
        {
            taste = (byte)random.NextInt(SyntheticMovies.Tastes);
        }

        Viewer viewer = new(
            0.2 + (0.2 * random.NextDouble()), 0.3f * random.NextNormal(), random.NextInt(2) == 0);
        Span<long> sessions = stackalloc long[MaxSessions];
        sessions = sessions[..DrawSessions(ref random, sessions)];
        int done = 0;
        long time = 0;
        for (int s = 0; s < sessions.Length; s++)
        {
            if (s > 0 && random.NextInt(3) == 0)
            {
                tastes[random.NextInt(MaxTastes)] = (byte)random.NextInt(SyntheticMovies.Tastes);
            }

            // The first session is the longest: it is when people tell the site what they know.
            int left = Count - done;
            int length = s == sessions.Length - 1 ? left : (left + 1) / 2;
            time = Math.Max(time + 1, sessions[s]);
            Rate(user, done, length, ref time, tastes, viewer, ref random);
            done += length;
        }
    }

    private static int DrawSessions(ref SyntheticRandom random, Span<long> sessions)
    {
        int count = 1;
        while (count < sessions.Length && random.NextInt(100) < 40)
        {
            count++;
        }

        long arrival = SyntheticMovies.Start + (long)(SyntheticMovies.Length * random.NextDouble());
        double days = 1 + (900 * random.NextDouble());
        for (int s = 0; s < count; s++)
        {
            long time = arrival + (s == 0 ? 0 : (long)(days * SecondsPerDay * random.NextDouble()));
            sessions[s] = Math.Min(time, SyntheticMovies.Start + SyntheticMovies.Length - 1);
        }

        sessions[..count].Sort();
        return count;
    }

    /// <summary>One session: movie after movie, some seconds apart.</summary>
    private void Rate(
        int user, int start, int length, ref long time, ReadOnlySpan<byte> tastes, in Viewer viewer, ref SyntheticRandom random)
    {
        int period = SyntheticTables.PeriodOf(time);
        uint mainstream = (uint)(viewer.Mainstream * uint.MaxValue);
        for (int i = start; i < start + length; i++)
        {
            int pause = random.NextInt(32);
            time += pause < 6 ? 0 : pause;
            int movie = Draw(user, time, period, mainstream, tastes, ref random);
            _lastUserOfMovie[movie] = user;
            _items[i] = movie;
            _times[i] = time;
            _ratings[i] = Stars(movie, tastes, viewer, ref random);
            OrderTie(i, start);
        }
    }

    /// <summary>A movie that has appeared and that this user has not rated.</summary>
    private int Draw(
        int user, long time, int period, uint mainstream, ReadOnlySpan<byte> tastes, ref SyntheticRandom random)
    {
        for (int attempt = 0; attempt < DrawsBeforeSearch; attempt++)
        {
            ulong bits = random.Next64();

            // The first taste is twice as strong as the second, that twice as strong as the third.
            int which = (int)(bits & 7);
            int taste = (uint)(bits >> 32) < mainstream ? SyntheticTables.Mainstream : tastes[which < 4 ? 0 : which < 6 ? 1 : which < 7 ? 2 : 0];
            int movie = _tables.Draw(period, taste, ref random);
            if (_lastUserOfMovie[movie] != user && _movies.AddedAt[movie] <= time)
            {
                return movie;
            }
        }

        // The user has rated nearly everything the tastes offer: take whatever comes next. There is always one, since a
        // user rates no more movies than exist from the first day.
        int candidate = random.NextInt(_movies.Count);
        for (int step = 0; step < _movies.Count; step++)
        {
            if (_lastUserOfMovie[candidate] != user && _movies.AddedAt[candidate] <= time)
            {
                return candidate;
            }

            candidate = candidate + 1 == _movies.Count ? 0 : candidate + 1;
        }

        throw new UnreachableException($"User {user} has rated every movie.");
    }

    private float Stars(int movie, ReadOnlySpan<byte> tastes, in Viewer viewer, ref SyntheticRandom random)
    {
        bool fits = tastes.Contains(_movies.FirstTaste[movie]) || tastes.Contains(_movies.SecondTaste[movie]);
        float opinion = 3.27f + viewer.Bias + _movies.Quality[movie] + (fits ? 0.35f : -0.25f) + (0.85f * random.NextNormal());

        // Half of the users give whole stars only, as in the years before half stars.
        float stars = viewer.WholeStars ? MathF.Round(opinion) : MathF.Round(opinion * 2) / 2;
        return Math.Clamp(stars, viewer.WholeStars ? 1 : 0.5f, 5);
    }

    /// <summary>Rows of the same second are ordered by movie.</summary>
    private void OrderTie(int last, int start)
    {
        for (int i = last; i > start && _times[i] == _times[i - 1] && _items[i] < _items[i - 1]; i--)
        {
            (_items[i], _items[i - 1]) = (_items[i - 1], _items[i]);
            (_ratings[i], _ratings[i - 1]) = (_ratings[i - 1], _ratings[i]);
        }
    }

    private readonly record struct Viewer(double Mainstream, float Bias, bool WholeStars);
}
