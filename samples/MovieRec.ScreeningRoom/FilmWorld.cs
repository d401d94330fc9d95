namespace MovieRec.ScreeningRoom;

/// <summary>What the simulation knows of the films: taste scores, pairwise likeness, fame, arrival.</summary>
internal sealed class FilmWorld
{
    public FilmWorld(IReadOnlyList<Film> films, AudienceOptions options)
    {
        Films = films;
        TasteScores = [.. Tastes.All.Select(t => t.Score(films))];
        FilmFeatures features = new(films);
        Likeness = new double[films.Count][];
        Fame = new double[films.Count];
        Talk = new double[films.Count];
        for (int i = 0; i < films.Count; i++)
        {
            Likeness[i] = new double[films.Count];
            for (int j = 0; j < films.Count; j++)
            {
                Likeness[i][j] = features.Similarity(i, j);
            }

            // The tier, blurred within itself; e^(weight · tier) over tiers that thin out upwards is a power law.
            Fame[i] = films[i].Fame - 6 + new RandomStream(options.Seed, (ulong)films[i].Id << 32).NextUniform(-0.5, 0.5);
            Talk[i] = PortableMath.Exp(options.CrowdFameWeight * Fame[i]);
        }
    }

    public IReadOnlyList<Film> Films { get; }

    public int Count => Films.Count;

    /// <summary>By taste, then film: mean 0, variance 1.</summary>
    public double[][] TasteScores { get; }

    /// <summary>Cosine of the features of two films.</summary>
    public double[][] Likeness { get; }

    /// <summary>Tier less 6, blurred by half a tier.</summary>
    public double[] Fame { get; }

    /// <summary>Weight of a film for somebody who follows the crowd.</summary>
    public double[] Talk { get; }
}
