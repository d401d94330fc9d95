namespace MovieRec.Eval;

/// <summary>
/// Team-draft interleaving (Radlinski, Kurup and Joachims 2008, "How does clickthrough data reflect retrieval quality?"): like
/// two captains choosing players, two rankings take turns in adding their best item that is not in the list yet; a coin says
/// who goes first in each round. Whoever drafted an item gets the credit for clicks on it. Comparing both within one list takes
/// far fewer people than comparing two groups of people.
/// <para>
/// The items taken are always a prefix of either ranking, so two pointers are the whole state of a draft, and the probability
/// of each item at each position is summed exactly over all coins.
/// </para>
/// </summary>
public static class TeamDraft
{
    /// <summary>Interleaves two rankings.</summary>
    /// <typeparam name="TItemId">Item id.</typeparam>
    /// <param name="userPseudonym">The user's pseudonym.</param>
    /// <param name="candidateSetId">The id of the list: together with the user and the seed it determines the coins.</param>
    /// <param name="first">First ranking, best first, each item once.</param>
    /// <param name="second">Second ranking, best first, each item once.</param>
    /// <param name="count">Length wanted, 1 … 1,000. The list is shorter when a ranking has nothing left to draft.</param>
    /// <param name="seed">Seed of the experiment.</param>
    /// <exception cref="ArgumentException">A ranking holds an item twice, or a text is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is outside its range.</exception>
    public static InterleavedList<TItemId> Interleave<TItemId>(
        string userPseudonym, string candidateSetId, ReadOnlySpan<TItemId> first, ReadOnlySpan<TItemId> second, int count, int seed = 1)
        where TItemId : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(userPseudonym);
        ArgumentException.ThrowIfNullOrEmpty(candidateSetId);
        if (count is < 1 or > 1000)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, "count must be in 1 … 1,000.");
        }

        int[] partners = Partners(first, second, nameof(second));
        int[] inverse = Partners(second, first, nameof(first));
        ulong draw = StableHash.Of($"{userPseudonym}\n{candidateSetId}", seed);
        Draft draft = new(partners, inverse);
        List<Pick> picks = [];
        for (int round = 0; picks.Count < count; round++)
        {
            bool firstBegins = (SplitRows.Hash(seed, draw + (ulong)round) & 1) == 0;
            if (!draft.TryPick(firstBegins, out Pick pick))
            {
                break;
            }

            picks.Add(pick);
            if (picks.Count == count || !draft.TryPick(!firstBegins, out pick))
            {
                break;
            }

            picks.Add(pick);
        }

        double[] probabilities = Probabilities(picks, partners, inverse);
        InterleavedItem<TItemId>[] items = new InterleavedItem<TItemId>[picks.Count];
        for (int i = 0; i < items.Length; i++)
        {
            Pick pick = picks[i];
            items[i] = new InterleavedItem<TItemId>(
                pick.IsFirst ? first[pick.Rank] : second[pick.Rank], pick.IsFirst ? InterleavingTeam.First : InterleavingTeam.Second, probabilities[i]);
        }

        return new InterleavedList<TItemId>(userPseudonym, candidateSetId, items);
    }

    /// <summary>For each item of one ranking its rank in the other, or −1.</summary>
    private static int[] Partners<TItemId>(ReadOnlySpan<TItemId> ranking, ReadOnlySpan<TItemId> other, string otherName)
        where TItemId : notnull
    {
        Dictionary<TItemId, int> ranks = [];
        for (int i = 0; i < other.Length; i++)
        {
            if (!ranks.TryAdd(other[i], i))
            {
                throw new ArgumentException($"Item {other[i]} is in the ranking twice, at {ranks[other[i]] + 1} and {i + 1}.", otherName);
            }
        }

        int[] partners = new int[ranking.Length];
        for (int i = 0; i < partners.Length; i++)
        {
            partners[i] = ranks.GetValueOrDefault(ranking[i], -1);
        }

        return partners;
    }

    /// <summary>Sums over all coins, round by round, over the states that can occur.</summary>
    private static double[] Probabilities(List<Pick> picks, int[] partners, int[] inverse)
    {
        double[] result = new double[picks.Count];
        Dictionary<Draft, double> states = new() { [new Draft(partners, inverse)] = 1 };
        for (int position = 0; position < picks.Count; position += 2)
        {
            Dictionary<Draft, double> next = [];
            foreach ((Draft state, double probability) in states)
            {
                for (int coin = 0; coin < 2; coin++)
                {
                    Draft draft = state;
                    for (int i = 0; i < 2 && position + i < picks.Count && draft.TryPick((coin ^ i) == 0, out Pick pick); i++)
                    {
                        result[position + i] += pick.IsSame(picks[position + i], partners) ? probability / 2 : 0;
                    }

                    next[draft] = next.GetValueOrDefault(draft) + (probability / 2);
                }
            }

            states = next;
        }

        return Array.ConvertAll(result, static p => Math.Min(1, p));
    }

    /// <summary>An item by its rank in the ranking that drafted it.</summary>
    private readonly record struct Pick(bool IsFirst, int Rank)
    {
        /// <summary>Whether both are the same item, whoever drafted it.</summary>
        public bool IsSame(Pick other, int[] partners) => IsFirst == other.IsFirst
            ? Rank == other.Rank
            : (IsFirst ? partners[Rank] == other.Rank : partners[other.Rank] == Rank);
    }

    /// <summary>How far either ranking has been used up; the lists themselves are the same in every state.</summary>
    private record struct Draft(int[] Partners, int[] Inverse)
    {
        private int _first;
        private int _second;

        /// <summary>Drafts the best item of one ranking that is not taken; false when there is none.</summary>
        public bool TryPick(bool isFirst, out Pick pick)
        {
            int[] partners = isFirst ? Partners : Inverse;
            ref int own = ref (isFirst ? ref _first : ref _second);
            int other = isFirst ? _second : _first;

            // Taken by the other team: its rank there is before the other's pointer.
            while (own < partners.Length && partners[own] >= 0 && partners[own] < other)
            {
                own++;
            }

            pick = new Pick(isFirst, own);
            if (own == partners.Length)
            {
                return false;
            }

            own++;
            return true;
        }
    }
}
