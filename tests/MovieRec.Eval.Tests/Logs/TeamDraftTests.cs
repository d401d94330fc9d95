namespace MovieRec.Eval.Tests.FeedbackLogs;

public sealed class TeamDraftTests
{
    private static readonly int[] First = [1, 2, 3, 4, 5, 6];
    private static readonly int[] Second = [2, 7, 1, 8, 4, 9];

    [Fact]
    public void Interleave_ManySeeds_FollowTheRules()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            InterleavedList<int> list = TeamDraft.Interleave<int>("u", "s", First, Second, 5, seed);

            Assert.Equal(5, list.Items.Count);
            HashSet<int> taken = [];
            int lead = 0;
            foreach (InterleavedItem<int> item in list.Items)
            {
                // Each team drafts its best item that is left, and no team is ever ahead by two.
                int[] ranking = item.Team == InterleavingTeam.First ? First : Second;
                Assert.Equal(ranking.First(i => !taken.Contains(i)), item.ItemId);
                Assert.True(taken.Add(item.ItemId));
                lead += item.Team == InterleavingTeam.First ? 1 : -1;
                Assert.InRange(lead, -1, 1);
            }

            Assert.Equal(0, list.Items.Take(4).Sum(static i => i.Team == InterleavingTeam.First ? 1 : -1));
        }
    }

    [Fact]
    public void Interleave_Probabilities_EqualThoseOfAllCoins()
    {
        // The four coin pairs of two rounds, by hand: item at position → share of the four lists that have it there.
        // FF: 1 2 | 3 7, FS: 1 2 | 7 3, SF: 2 1 | 3 7, SS: 2 1 | 7 3.
        InterleavedList<int> list = TeamDraft.Interleave<int>("u", "s", First, Second, 4);

        Assert.All(list.Items, static item => Assert.Equal(0.5, item.Probability, 1e-15));
        Assert.All(TeamDraft.Interleave<int>("u", "s", First, First, 6).Items, static item => Assert.Equal(1, item.Probability, 1e-15));
    }

    [Fact]
    public void Interleave_ManyCoins_ShowsItemsAsOftenAsItSays()
    {
        const int Lists = 20_000;
        int[] first = [1, 2, 3, 4, 5, 6, 7, 8];
        int[] second = [3, 1, 9, 5, 10, 2, 11, 12];
        Dictionary<(int Position, int Item), (int Count, double Probability)> seen = [];
        for (int i = 0; i < Lists; i++)
        {
            InterleavedList<int> list = TeamDraft.Interleave<int>("u", $"s{i}", first, second, 7);
            for (int k = 0; k < list.Items.Count; k++)
            {
                (int Position, int Item) key = (k, list.Items[k].ItemId);
                seen[key] = (seen.GetValueOrDefault(key).Count + 1, list.Items[k].Probability);
            }
        }

        Assert.True(seen.Count > 10);
        foreach (((int position, int item), (int count, double probability)) in seen)
        {
            double error = Math.Sqrt(probability * (1 - probability) / Lists);
            Assert.True(Math.Abs(((double)count / Lists) - probability) <= (4.5 * error) + 1e-12, $"item {item} at {position}: {count} of {Lists}, stated {probability}");
        }

        Assert.All(seen.GroupBy(static s => s.Key.Position), static g => Assert.Equal(1, g.Sum(static s => s.Value.Probability), 1e-12));
    }

    [Fact]
    public void Interleave_SameRequest_SameList()
    {
        Assert.Equal(TeamDraft.Interleave<int>("u", "s", First, Second, 6).Items, TeamDraft.Interleave<int>("u", "s", First, Second, 6).Items);
        Assert.True(Enumerable.Range(0, 30).Select(static s => string.Join(',', TeamDraft.Interleave<int>("u", $"s{s}", First, Second, 6).Items)).Distinct().Count() > 3);
    }

    [Fact]
    public void Interleave_CoinsAreFair()
    {
        int begins = Enumerable.Range(0, 4000).Count(static i => TeamDraft.Interleave<int>($"user-{i}", "s", First, Second, 1).Items[0].Team == InterleavingTeam.First);

        Assert.InRange(begins, 1850, 2150);
    }

    [Fact]
    public void Interleave_ShortRanking_StopsWithoutFavouringEither()
    {
        InterleavedList<int> list = TeamDraft.Interleave<int>("u", "s", [1], [1, 2, 3, 4], 10);
        InterleavedList<int> none = TeamDraft.Interleave<int>("u", "s", [], [1], 10);

        Assert.InRange(list.Items.Count, 1, 3);
        Assert.InRange(none.Items.Count, 0, 1);
    }

    [Fact]
    public void Interleave_BadInput_SaysWhat()
    {
        Assert.Contains("Item 1 is in the ranking twice, at 1 and 3", Assert.Throws<ArgumentException>(() => TeamDraft.Interleave<int>("u", "s", [1, 2, 1], Second, 5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => TeamDraft.Interleave<int>("u", "s", First, Second, 0));
        Assert.Throws<ArgumentException>(() => TeamDraft.Interleave<int>("", "s", First, Second, 5));
    }

    [Fact]
    public void InterleavedList_BadStoredLists_Throw()
    {
        InterleavedItem<int> first = new(1, InterleavingTeam.First, 0.5);
        Assert.Throws<ArgumentException>(() => new InterleavedList<int>("u", "s", [first, first with { Team = InterleavingTeam.Second }]));
        Assert.Throws<ArgumentException>(() => new InterleavedList<int>("u", "s", [first with { Team = InterleavingTeam.None }]));
        Assert.Throws<ArgumentException>(() => new InterleavedList<int>("u", "s", [first with { Probability = 0 }]));
        Assert.Throws<ArgumentException>(() => new InterleavedList<int>("u", "s", [first, first with { ItemId = 2 }]));
    }

    [Fact]
    public void Compare_Credit_GoesToTheTeamThatDrafted()
    {
        // Item 2 is in both rankings; only the stored team decides.
        InterleavedList<int> list = new("u", "s1", [new(1, InterleavingTeam.First, 0.5), new(2, InterleavingTeam.Second, 0.5), new(3, InterleavingTeam.First, 0.5)]);
        InterleavedList<int> other = new("v", "s1", [new(2, InterleavingTeam.First, 0.5), new(1, InterleavingTeam.Second, 0.5)]);
        InterleavedList<int> unseen = new("v", "s9", [new(2, InterleavingTeam.First, 0.5)]);
        ImpressionLog<int> log = ImpressionLog.Join(
        [
            .. Shown("u", 1, 1, false), .. Shown("u", 2, 2, true), .. Shown("u", 3, 3, false), .. Shown("u", 99, 4, true),
            .. Shown("v", 2, 1, true), .. Shown("v", 1, 2, true), .. Shown("w", 1, 1, true),
        ]);

        InterleavingResult result = InterleavingTest.Compare([list, other, unseen], log);

        Assert.Equal((2, 0, 1, 1, 1), (result.Lists, result.FirstWins, result.SecondWins, result.Ties, result.UnseenLists));
        Assert.Equal(1, result.ForeignOutcomes);
        Assert.Equal(2, result.Users.Users);
        Assert.Equal(-0.5, result.Users.Difference);
        Assert.Equal(InterleavingTeam.None, result.Preferred());
        Assert.Equal(0, InterleavingTest.Compare([list], log, FeedbackKind.Save).SecondWins);
    }

    [Fact]
    public void Compare_BadInput_Throws()
    {
        InterleavedList<int> list = new("u", "s1", [new(1, InterleavingTeam.First, 0.5)]);
        ImpressionLog<int> log = ImpressionLog.Join<int>([]);

        Assert.Throws<ArgumentException>(() => InterleavingTest.Compare([list, list], log));
        Assert.Throws<ArgumentOutOfRangeException>(() => InterleavingTest.Compare([list], log, FeedbackKind.Impression));
    }

    [Fact]
    public void Compare_SimulatedPeople_FindTheBetterRankingAndNothingElse()
    {
        int falsePositives = 0;
        const int Experiments = 1_000;
        PairedTestOptions quick = new() { Flips = 199, Resamples = 100 };
        for (int e = 0; e < Experiments; e++)
        {
            falsePositives += Simulate(e, 30, likesFirst: 0.1, quick).Preferred() != InterleavingTeam.None ? 1 : 0;
        }

        // 1,000 experiments at 5 %: standard deviation 0.7 %.
        Assert.InRange(falsePositives / (double)Experiments, 0.03, 0.07);
        Assert.Equal(InterleavingTeam.First, Simulate(1, 300, likesFirst: 0.2, quick).Preferred());
    }

    /// <summary>People who click items of the first ranking alone with one probability and others with 0.1, in one to four lists.</summary>
    private static InterleavingResult Simulate(int seed, int people, double likesFirst, PairedTestOptions options)
    {
        Draws draws = new(seed, 3);
        List<InterleavedList<int>> lists = [];
        List<FeedbackEvent<int>> events = [];
        for (int u = 0; u < people; u++)
        {
            int count = 1 + draws.Below(4);
            for (int l = 0; l < count; l++)
            {
                InterleavedList<int> list = TeamDraft.Interleave<int>($"u{u}", $"s{l}", First, Second, 6, seed);
                lists.Add(list);
                for (int k = 0; k < list.Items.Count; k++)
                {
                    InterleavedItem<int> item = list.Items[k];
                    FeedbackEvent<int> shown = Feedback.Event($"u{u}", item.ItemId, k + 1, set: $"s{l}", probability: item.Probability);
                    events.Add(shown);
                    if (draws.Uniform() < (Second.Contains(item.ItemId) ? 0.1 : likesFirst))
                    {
                        events.Add(shown with { Kind = FeedbackKind.Click });
                    }
                }
            }
        }

        return InterleavingTest.Compare(lists, ImpressionLog.Join(events), options: options);
    }

    private static IEnumerable<FeedbackEvent<int>> Shown(string user, int item, int position, bool clicked)
    {
        FeedbackEvent<int> shown = Feedback.Event(user, item, position);
        return clicked ? [shown, shown with { Kind = FeedbackKind.Click }] : [shown];
    }
}
