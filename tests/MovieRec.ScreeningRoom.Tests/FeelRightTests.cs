namespace MovieRec.ScreeningRoom.Tests;

/// <summary>
/// What a person expects of the answers. Nothing is tuned in the recommender for them: ALS at its defaults on the
/// committed rows.
/// </summary>
public sealed class FeelRightTests(CommittedData committed) : IClassFixture<CommittedData>
{
    private const int Top = 10;

    [Theory]
    [InlineData("Alien; Aliens", "Sci-Fi, Horror", 9)]
    [InlineData("Toy Story; Finding Nemo", "Animation, Children", 8)]
    [InlineData("The Godfather; Goodfellas", "Crime", 8)]
    [InlineData("Heat; Collateral", "Crime, Thriller", 8)]
    [InlineData("When Harry Met Sally...; Notting Hill", "Romance", 8)]
    [InlineData("Halloween; The Exorcist", "Horror", 8)]
    [InlineData("The Dark Knight; Iron Man", "Action, Sci-Fi", 8)]
    [InlineData("Man on Wire; Grizzly Man", "Documentary", 6)]
    [InlineData("Saving Private Ryan; Platoon", "War", 6)]
    [InlineData("Singin' in the Rain; West Side Story (1961)", "Musical", 5)]
    public void RecommendFor_LikedFilms_KeepsTheirGenres(string liked, string genres, int atLeast)
    {
        string[] wanted = genres.Split(", ");
        AssertTop(liked, atLeast, id => committed.GenresOf(id).Any(wanted.Contains));
    }

    [Theory]
    [InlineData("Seven Samurai; Yojimbo", "ja, zh, ko", 9)]
    [InlineData("Parasite; Oldboy", "ko, ja, zh", 7)]
    [InlineData("Lagaan: Once Upon a Time in India; Sholay", "hi, te, ta, ml, bn", 8)]
    [InlineData("Breathless; The 400 Blows", "fr, it, de, sv, ru, pl, es, da", 8)]
    [InlineData("Spirited Away; My Neighbor Totoro", "ja", 6)]
    public void RecommendFor_LikedFilms_KeepsTheirPartOfTheWorld(string liked, string languages, int atLeast)
    {
        string[] wanted = languages.Split(", ");
        AssertTop(liked, atLeast, id => wanted.Contains(committed.Data.Catalog.GetLanguage(committed.IndexOf(id))));
    }

    [Theory]
    [InlineData("Alien; Aliens", "The Thing; The Terminator; Terminator 2: Judgment Day; Predator; A Quiet Place", 3)]
    [InlineData("Toy Story; Finding Nemo", "Toy Story 2; Toy Story 3; Monsters, Inc.; Up; WALL·E", 4)]
    [InlineData("The Godfather; Goodfellas", "The Godfather Part II; Casino; The Departed; Scarface (1983)", 3)]
    [InlineData("Seven Samurai; Yojimbo", "Rashomon; Ran; Sanjuro; Throne of Blood", 3)]
    [InlineData("Spirited Away", "Princess Mononoke; My Neighbor Totoro; Howl's Moving Castle; Kiki's Delivery Service", 3)]
    [InlineData("12 Angry Men", "To Kill a Mockingbird; A Few Good Men; In the Name of the Father; Spotlight; Anatomy of a Fall", 2)]
    [InlineData("The Good, the Bad and the Ugly", "A Fistful of Dollars; For a Few Dollars More; Once Upon a Time in the West; Unforgiven; Django Unchained", 3)]
    [InlineData("Before Sunrise", "Before Sunset; Before Midnight", 1)]
    public void RecommendFor_LikedFilms_NamesTheirKin(string liked, string kin, int atLeast)
    {
        long[] wanted = [.. kin.Split("; ").Select(committed.Id)];
        AssertTop(liked, atLeast, wanted.Contains);
    }

    [Theory]
    [InlineData("Alien", "Aliens")]
    [InlineData("The Godfather", "The Godfather Part II")]
    [InlineData("Toy Story", "Toy Story 2")]
    [InlineData("Seven Samurai", "Yojimbo")]
    [InlineData("Notting Hill", "Four Weddings and a Funeral")]
    [InlineData("Spirited Away", "Princess Mononoke")]
    [InlineData("In the Mood for Love", "Chungking Express")]
    public void SimilarTo_Film_FindsItsNearestKin(string film, string kin)
    {
        RecommendationList<long> list = committed.Recommender.SimilarTo(committed.Id(film));
        Assert.Contains(committed.Id(kin), list.Select(r => r.ItemId));
    }

    [Fact]
    public void RecommendFor_LikedFilms_EveryReasonIsOneOfThem()
    {
        long[] liked = [committed.Id("Alien"), committed.Id("Aliens")];
        RecommendationList<long> list = committed.Recommender.RecommendFor(liked);

        Assert.Equal(Top, list.Count);
        foreach (Recommendation<long> item in list)
        {
            Assert.True(item.Reason.TryGetAnchor(out long anchor));
            Assert.Contains(anchor, liked);
        }
    }

    [Fact]
    public void RecommendFor_DifferentLikes_ListsShareLittleWithOneAnotherAndWithPopularity()
    {
        int[] counts = new int[committed.Data.Items.Count];
        foreach (int item in committed.Data.Log.Items)
        {
            counts[item]++;
        }

        HashSet<long> popular = [.. Enumerable.Range(0, counts.Length).OrderByDescending(i => counts[i]).Take(Top).Select(i => committed.Data.Items[i])];
        string[] likes = ["Alien; Aliens", "Toy Story; Finding Nemo", "The Godfather; Goodfellas", "Seven Samurai; Yojimbo", "Notting Hill", "Breathless; The 400 Blows"];
        long[][] lists = [.. likes.Select(l => Recommend(l).Select(r => r.ItemId).ToArray())];

        Assert.All(lists, list => Assert.True(list.Count(popular.Contains) <= 4));
        Assert.True(lists.SelectMany(l => l).Distinct().Count() >= 54, "six lists of ten");
    }

    [Fact]
    public void LeaveLastLikedOut_Als_BeatsPopularityByHalfAtLeastAndStaysHuman()
    {
        InteractionLog log = committed.Data.Log;
        int[] last = new int[committed.Data.Users.Count];
        Array.Fill(last, -1);
        for (int row = 0; row < log.Count; row++)
        {
            if (log.Ratings[row] >= 4)
            {
                last[log.Users[row]] = row;
            }
        }

        TrainingData train = TrainingData.FromLog(log.Select([.. Enumerable.Range(0, log.Count).Where(r => last[log.Users[r]] != r)]));
        double als = Ndcg(new AlsTrainer().Fit(train, cancellationToken: TestContext.Current.CancellationToken), log, last);
        double popularity = Ndcg(new PopularityTrainer().Fit(train, cancellationToken: TestContext.Current.CancellationToken), log, last);

        Assert.True(als >= 1.5 * popularity, $"NDCG@10 {als} against {popularity}");
        Assert.True(als is > 0.05 and < 0.25, $"NDCG@10 {als}");
        Assert.True(popularity > 0.01, $"NDCG@10 {popularity}");
    }

    // One relevant item for each user, so the ideal is 1.
    private static double Ndcg(IRecommender model, InteractionLog log, int[] last)
    {
        ScoredItem[] ranking = new ScoredItem[Top];
        double sum = 0;
        int users = 0;
        for (int user = 0; user < last.Length; user++)
        {
            if (last[user] < 0)
            {
                continue;
            }

            users++;
            int count = model.Recommend(RecommendationQuery.ForUser(user), ranking);
            int rank = Array.FindIndex(ranking, 0, count, r => r.ItemIndex == log.Items[last[user]]);
            sum += rank < 0 ? 0 : 1 / Math.Log2(rank + 2);
        }

        return sum / users;
    }

    private void AssertTop(string liked, int atLeast, Func<long, bool> fits)
    {
        RecommendationList<long> list = Recommend(liked);
        Assert.Equal(Top, list.Count);
        int found = list.Count(r => fits(r.ItemId));
        Assert.True(found >= atLeast, $"{found} of {atLeast} for {liked}: {string.Join("; ", list.Select(r => committed.TitleOf(r.ItemId)))}");
    }

    private RecommendationList<long> Recommend(string liked) =>
        committed.Recommender.RecommendFor([.. liked.Split("; ").Select(committed.Id)], new RecommendOptions { Count = Top });
}
