using MovieRec.Numerics;

namespace MovieRec;

/// <summary>
/// Lists to learn from: for each user the movies that could reach the top of a blend (the best of every part, and those that
/// are relevant), with each part's standardised scores. A blend of any parameters is then a few multiplications for each
/// entry, so that hundreds can be tried.
/// </summary>
internal sealed class HybridPool
{
    /// <summary>Places of a list that count.</summary>
    private const int Cutoff = 10;

    /// <summary>Movies taken from each part for each user.</summary>
    private const int TopOfEach = 200;

    private readonly HybridStage _stage;
    private readonly UserPool[] _users;

    private HybridPool(HybridStage stage, UserPool[] users)
    {
        _stage = stage;
        _users = users;
    }

    public int UserCount => _users.Length;

    /// <summary>Collects the lists.</summary>
    /// <param name="stage">The parts, trained without the relevant rows.</param>
    /// <param name="users">Users to look at; those without a relevant candidate are left out.</param>
    /// <param name="relevant">Relevant movies by user.</param>
    /// <param name="candidates">Movies to rank; a user's seen ones are left out.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static HybridPool Create(HybridStage stage, ReadOnlySpan<int> users, InteractionMatrix relevant, ItemMask candidates, ParallelOptions parallel)
    {
        int[] asked = [.. users.ToArray().Where(u => relevant.GetUserItems(u).ToArray().Any(candidates.Contains))];
        UserPool?[] pools = new UserPool?[asked.Length];
        Parallel.For(0, asked.Length, parallel, () => new Scratch(stage), (n, _, scratch) =>
        {
            pools[n] = scratch.Collect(asked[n], relevant.GetUserItems(asked[n]), candidates);
            return scratch;
        }, static _ => { });
        return new HybridPool(stage, [.. pools.OfType<UserPool>()]);
    }

    /// <summary>NDCG@10 of every user's list under a blend.</summary>
    /// <param name="parameters">The blend.</param>
    /// <param name="listed">Which movies are in the lists; null for all candidates.</param>
    /// <param name="counted">Which relevant movies count; null for all. Users without one are NaN.</param>
    public double[] Measure(HybridParameters parameters, Func<int, bool>? listed = null, Func<int, bool>? counted = null)
    {
        HybridMix[] mixes = HybridAssembly.Mixes(_stage, parameters);
        double[] weights = [.. _stage.Parts.Select(p => parameters.WeightOf(p.Name))];
        double[] values = new double[_users.Length];
        Parallel.For(0, _users.Length, u => values[u] = Ndcg(_users[u], parameters, mixes, weights, listed, counted));
        return values;
    }

    private double Ndcg(
        UserPool user, HybridParameters parameters, HybridMix[] mixes, double[] weights, Func<int, bool>? listed, Func<int, bool>? counted)
    {
        Span<ScoredItem> best = stackalloc ScoredItem[Cutoff];
        TopK top = new(best);
        double behaviour = parameters.UserTrust(user.Liked);
        double popularity = parameters.WeightOf(HybridPart.Popularity);
        for (int e = 0; e < user.Items.Length; e++)
        {
            if (listed is null || listed(user.Items[e]))
            {
                top.Offer(e, (float)Blend(user, e, mixes[user.Items[e]], weights, behaviour, popularity));
            }
        }

        int relevant = 0;
        for (int e = 0; e < user.Relevant; e++)
        {
            relevant += counted is null || counted(user.Items[e]) ? 1 : 0;
        }

        if (relevant == 0)
        {
            return double.NaN;
        }

        int written = top.Finish();
        double gain = 0;
        double ideal = 0;
        for (int n = 0; n < Cutoff; n++)
        {
            double discount = 1 / Math.Log2(n + 2);
            bool hit = n < written && best[n].ItemIndex < user.Relevant && (counted is null || counted(user.Items[best[n].ItemIndex]));
            gain += hit ? discount : 0;
            ideal += n < relevant ? discount : 0;
        }

        return gain / ideal;
    }

    private double Blend(UserPool user, int entry, HybridMix mix, double[] weights, double behaviour, double popularity)
    {
        double score = popularity * ((mix.Own * mix.Popularity) + (mix.Prior * mix.PopularityPrior));
        for (int p = 0; p < weights.Length; p++)
        {
            if (weights[p] == 0)
            {
                continue;
            }

            HybridStagePart part = _stage.Parts[p];
            double own = user.Own[p][entry];
            score += part.Source == HybridSource.Content ? weights[p] * mix.Content * own
                : part.Prior is null ? weights[p] * behaviour * own
                : weights[p] * behaviour * ((mix.Own * own) + (mix.Prior * user.Prior[p][entry]));
        }

        return score;
    }

    /// <summary>One user's list; the first <see cref="Relevant"/> entries are the relevant ones, ascending, then the others.</summary>
    private sealed record UserPool(int Liked, int Relevant, int[] Items, float[][] Own, float[][] Prior);

    private sealed class Scratch
    {
        private readonly HybridStage _stage;
        private readonly float[][] _own;
        private readonly float[][] _prior;
        private readonly int[] _all;
        private readonly bool[] _marked;
        private readonly ScoredItem[] _top = new ScoredItem[TopOfEach];

        public Scratch(HybridStage stage)
        {
            _stage = stage;
            _own = [.. stage.Parts.Select(_ => new float[stage.ItemCount])];
            _prior = [.. stage.Parts.Select(p => p.Prior is null ? [] : new float[stage.ItemCount])];
            _all = [.. Enumerable.Range(0, stage.ItemCount)];
            _marked = new bool[stage.ItemCount];
        }

        public UserPool? Collect(int user, ReadOnlySpan<int> relevant, ItemMask candidates)
        {
            RecommendationQuery query = RecommendationQuery.ForUser(user);
            bool known = false;
            for (int p = 0; p < _stage.Parts.Length; p++)
            {
                known |= Score(_stage.Parts[p], query, _own[p], _prior[p]);
            }

            if (!known)
            {
                return null;
            }

            CandidateSet set = CandidateSet.Rent(candidates, query, _stage.Histories.Seen.GetUserItems(user));
            List<int> items = [];
            foreach (int item in relevant)
            {
                if ((set.Words[item >> 6] >> (item & 63) & 1) != 0)
                {
                    items.Add(item);
                    _marked[item] = true;
                }
            }

            int relevantCount = items.Count;
            for (int p = 0; p < _stage.Parts.Length; p++)
            {
                Mark(_own[p], set.Words, items, unseenOnly: false);
                Mark(_stage.Parts[p].Source == HybridSource.Content ? _own[p] : _prior[p], set.Words, items, unseenOnly: true);
            }

            Mark(_stage.Popularity, set.Words, items, unseenOnly: false);
            set.Return();
            foreach (int item in items)
            {
                _marked[item] = false;
            }

            items.Sort(relevantCount, items.Count - relevantCount, null);
            return relevantCount == 0 ? null : new UserPool(
                _stage.Liked[user],
                relevantCount,
                [.. items],
                [.. _own.Select(scores => items.Select(i => scores[i]).ToArray())],
                [.. _prior.Select(scores => scores.Length == 0 ? [] : items.Select(i => scores[i]).ToArray())]);
        }

        private void Mark(float[] scores, ReadOnlySpan<ulong> candidates, List<int> items, bool unseenOnly)
        {
            if (scores.Length == 0)
            {
                return;
            }

            TopK top = new(_top);
            for (int i = 0; i < scores.Length; i++)
            {
                if ((candidates[i >> 6] >> (i & 63) & 1) != 0 && (!unseenOnly || _stage.Likes[i] == 0))
                {
                    top.Offer(i, scores[i]);
                }
            }

            foreach (ScoredItem item in _top.AsSpan(0, top.Finish()))
            {
                if (!_marked[item.ItemIndex])
                {
                    _marked[item.ItemIndex] = true;
                    items.Add(item.ItemIndex);
                }
            }
        }

        /// <summary>Standardised scores of all items; zeros, and false, when the part does not know the user.</summary>
        private bool Score(HybridStagePart part, in RecommendationQuery query, float[] own, float[] prior)
        {
            own.AsSpan().Clear();
            prior.AsSpan().Clear();
            if (part.Own is null)
            {
                double inverse = new HybridAddend(part.Name, part.Source, part.Model, 1).Score(query, _all, own);
                Scale(own, (float)inverse);
                return inverse > 0;
            }

            Span<float> vector = new float[part.Own.Stride];
            HybridBlock block = new(part.Name, part.Source, part.Model, 0, 1, 1, part.Covariance);
            if (!block.Vectors.TryGetQueryVector(query, vector[..part.Own.Columns]))
            {
                return false;
            }

            float scale = block.Standardize(vector);
            Scale(vector, scale);
            Kernels.DotRows(vector, part.Own.Values, own);
            if (part.Prior is not null)
            {
                Kernels.DotRows(vector, part.Prior.Values, prior);
            }

            return scale > 0;
        }

        private static void Scale(Span<float> values, float factor)
        {
            foreach (ref float value in values)
            {
                value *= factor;
            }
        }
    }
}
