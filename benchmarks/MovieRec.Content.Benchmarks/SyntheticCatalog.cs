namespace MovieRec.Content.Benchmarks;

/// <summary>
/// Made-up metadata of the size and shape of a real catalogue: words drawn by a power law from a vocabulary, people with a
/// career, keywords, genres. Names mean nothing; the counts are those of TMDB (50 words of plot, 5 actors, 6 keywords).
/// </summary>
internal static class SyntheticCatalog
{
    private static readonly string[] Genres =
        ["Action", "Adventure", "Animation", "Comedy", "Crime", "Documentary", "Drama", "Family", "Fantasy", "Horror", "Music", "Mystery", "Romance", "Science Fiction", "Thriller", "War", "Western"];

    private static readonly string[] Syllables = ["ba", "co", "di", "fer", "gu", "han", "ist", "jor", "kel", "lam", "mon", "nis", "or", "pra", "quen", "ros", "sil", "tor", "ul", "ver"];

    public static MovieCatalog Create(int movies, ulong seed = 1)
    {
        ulong state = seed;
        string[] vocabulary = [.. Enumerable.Range(0, 60_000).Select(Word)];
        MovieMetadata[] rows = new MovieMetadata[movies];
        for (int i = 0; i < movies; i++)
        {
            rows[i] = new MovieMetadata
            {
                Title = $"{Skewed(vocabulary)} {Skewed(vocabulary)}",
                Year = 2024 - (int)(60 * Math.Pow(Uniform(), 2)),
                Genres = [.. Enumerable.Range(0, 1 + (int)(Uniform() * 3)).Select(_ => Skewed(Genres)).Distinct()],
                Language = Uniform() < 0.7 ? "en" : $"l{(int)(Uniform() * 30)}",
                Overview = string.Join(' ', Enumerable.Range(0, 30 + (int)(Uniform() * 40)).Select(_ => Skewed(vocabulary))),
                Directors = [$"Director {Person(movies / 3)}"],
                Cast = [.. Enumerable.Range(0, 5).Select(_ => $"Actor {Person(movies)}")],
                Keywords = [.. Enumerable.Range(0, (int)(Uniform() * 12)).Select(_ => $"keyword {Person(20_000)}").Distinct()],
            };
        }

        return MovieCatalog.Create(rows);

        double Uniform()
        {
            state += 0x9E3779B97F4A7C15;
            ulong z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (z ^ (z >> 31)) / (ulong.MaxValue + 1.0);
        }

        string Skewed(string[] from) => from[(int)(from.Length * Math.Pow(Uniform(), 4))];

        int Person(int count) => (int)(count * Math.Pow(Uniform(), 2));
    }

    private static string Word(int number)
    {
        string word = "";
        for (int n = number + Syllables.Length; n > 0; n /= Syllables.Length)
        {
            word += Syllables[n % Syllables.Length];
        }

        return word;
    }
}
