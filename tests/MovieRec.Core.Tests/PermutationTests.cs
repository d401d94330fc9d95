using FsCheck;
using FsCheck.Xunit;
using MovieRec.Numerics;

namespace MovieRec.Tests;

/// <summary>Renaming the items renames the answers and changes nothing else, where scores are distinct.</summary>
public sealed class PermutationTests
{
    [Property(MaxTest = 80, Replay = "23,29")]
    public void Popularity_ItemsRenamed_AnswersRenamed(PositiveInt seed, byte itemCount, byte user)
    {
        int items = 1 + (itemCount % 70);
        int[] renamed = Permutation(seed.Get, items);

        // Item i is liked by users 0 … i: all counts differ.
        List<(int User, int Item)> rows = [];
        for (int i = 0; i < items; i++)
        {
            rows.AddRange(Enumerable.Range(0, i + 1).Select(u => (u, i)));
        }

        PopularityModel plain = Popular(items, rows);
        PopularityModel other = Popular(items, [.. rows.Select(r => (r.User, renamed[r.Item]))]);
        int history = seed.Get % items;
        AssertRenamed(plain, other, RecommendationQuery.ForUser(user % items), RecommendationQuery.ForUser(user % items), renamed);
        AssertRenamed(plain, other, RecommendationQuery.ForHistory([history]), RecommendationQuery.ForHistory([renamed[history]]), renamed);
    }

    [Property(MaxTest = 80, Replay = "31,37")]
    public void ExactIndex_ItemsRenamed_AnswersRenamed(PositiveInt seed, byte itemCount, byte dimensions, byte excluded, byte density)
    {
        int items = 1 + itemCount;
        int d = 1 + (dimensions % 40);
        float[] values = new float[items * d];
        SeededRandom.Normal((ulong)seed.Get, 0, values);
        float[] query = new float[d];
        SeededRandom.Normal((ulong)seed.Get + 1, 0, query);
        int[] renamed = Permutation(seed.Get, items);
        float[] moved = new float[values.Length];
        for (int i = 0; i < items; i++)
        {
            values.AsSpan(i * d, d).CopyTo(moved.AsSpan(renamed[i] * d));
        }

        int[] eligible = [.. Enumerable.Range(0, items).Where(i => SeededRandom.Hash(7, (ulong)i) % 256 <= density)];
        ItemMask plainMask = ItemMask.FromItems(items, eligible);
        ItemMask movedMask = ItemMask.FromItems(items, [.. eligible.Select(i => renamed[i])]);
        int exclude = excluded % items;
        foreach (Similarity similarity in Enum.GetValues<Similarity>())
        {
            if (similarity == Similarity.Cosine && d == 1)
            {
                // In one dimension every cosine is 1 or −1: all ties.
                continue;
            }

            ScoredItem[] plain = new ScoredItem[items];
            ScoredItem[] other = new ScoredItem[items];
            int written = new ExactIndex(new VectorTable(d, values), similarity)
                .Search(query, plain, new SearchOptions { Eligible = plainMask, Exclude = exclude });
            Assert.Equal(
                written,
                new ExactIndex(new VectorTable(d, moved), similarity)
                    .Search(query, other, new SearchOptions { Eligible = movedMask, Exclude = renamed[exclude] }));
            if (plain[..written].DistinctBy(s => s.Score).Count() == written)
            {
                Assert.Equal(plain[..written].Select(s => s with { ItemIndex = renamed[s.ItemIndex] }), other[..written]);
            }
            else
            {
                // Two scores collided: then only the scores themselves keep their places.
                Assert.Equal(plain[..written].Select(s => s.Score), other[..written].Select(s => s.Score));
            }
        }
    }

    private static void AssertRenamed(
        PopularityModel plain, PopularityModel other, scoped in RecommendationQuery query, scoped in RecommendationQuery otherQuery, int[] renamed)
    {
        ScoredItem[] expected = new ScoredItem[renamed.Length];
        ScoredItem[] actual = new ScoredItem[renamed.Length];
        int written = plain.Recommend(query, expected);
        Assert.Equal(written, other.Recommend(otherQuery, actual));
        Assert.Equal(expected[..written].Select(s => s with { ItemIndex = renamed[s.ItemIndex] }), actual[..written]);
    }

    private static PopularityModel Popular(int items, List<(int User, int Item)> rows) => new PopularityTrainer().Train(
        TrainingData.FromLog(InteractionLog.Create(items, items, [.. rows.Select(r => r.User)], [.. rows.Select(r => r.Item)])));

    private static int[] Permutation(int seed, int count)
    {
        int[] permutation = [.. Enumerable.Range(0, count)];
        new Random(seed).Shuffle(permutation);
        return permutation;
    }
}
