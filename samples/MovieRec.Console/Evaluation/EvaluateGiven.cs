using MovieRec.Cli.Data;
using MovieRec.Cli.Models;
using MovieRec.Data;
using MovieRec.Eval;

namespace MovieRec.Cli.Evaluation;

/// <summary>Reads the files of a given split into one index space and evaluates on them.</summary>
internal sealed class EvaluateGiven(
    CliContext context, EvaluatePlan plan, GivenFiles files, ImportOptions import, string? catalogPath, InteractionOptions liked, IEvaluationAction action)
{
    public int Run<TUserId, TItemId>()
        where TUserId : notnull
        where TItemId : notnull
    {
        // A weight column belongs to what is trained on; held-out rows and candidates need not have it.
        ImportOptions plain = import with { RatingColumn = null };
        MovieDataSet<TUserId, TItemId> train = Read<TUserId, TItemId>(files.Train, import);
        MovieDataSet<TUserId, TItemId> test = Read<TUserId, TItemId>(files.Test, plain);
        MovieDataSet<TUserId, TItemId>? foldIn = files.FoldIn is null ? null : Read<TUserId, TItemId>(files.FoldIn, import);
        MovieDataSet<TUserId, TItemId>? candidates = files.Candidates is null ? null : Read<TUserId, TItemId>(files.Candidates, plain);
        IReadOnlyDictionary<TItemId, MovieMetadata>? movies = catalogPath is null ? null : Catalogs.Read<TItemId>(catalogPath, import, context);

        List<MovieDataSet<TUserId, TItemId>> all = [train, test];
        all.AddRange(new[] { foldIn, candidates }.OfType<MovieDataSet<TUserId, TItemId>>());
        IdMap<TUserId> users = IdMap<TUserId>.Create(all.SelectMany(static d => d.Users.Ids.ToArray()));
        IdMap<TItemId> items = IdMap<TItemId>.Create(all.SelectMany(static d => d.Items.Ids.ToArray()).Concat(movies?.Keys ?? []));
        Split split = Join(users, items, new SplitDefinition
        {
            Name = foldIn is null ? "given-weak" : "given-strong",
            Train = Reindex(train, users, items),
            Test = Reindex(test, users, items),
            FoldIn = foldIn is null ? null : Reindex(foldIn, users, items),
            Options = liked,
            Parameters = Parameters(),
        });
        MovieCatalog? catalog = movies is null ? null : MovieCatalog.Create(items, movies);
        EvaluationProtocol protocol = candidates is null
            ? EvaluationProtocol.Create(split, plan.Candidates, catalog)
            : WithCandidates(split, Reindex(candidates, users, items), users, catalog);
        return action.Execute(new EvaluationSubject([protocol], IsSliding: false, catalog)
        {
            UserId = u => Ids.Text(users[u]),
            ItemId = i => Ids.Text(items[i]),
            Source = Path.GetFileName(files.Train),
        });
    }

    private static InteractionLog Reindex<TUserId, TItemId>(MovieDataSet<TUserId, TItemId> data, IdMap<TUserId> users, IdMap<TItemId> items)
        where TUserId : notnull
        where TItemId : notnull
    {
        int[] newUser = Places(data.Users, users);
        int[] newItem = Places(data.Items, items);
        InteractionLog log = data.Log;
        return InteractionLog.Create(
            users.Count,
            items.Count,
            Array.ConvertAll(log.Users.ToArray(), u => newUser[u]),
            Array.ConvertAll(log.Items.ToArray(), i => newItem[i]),
            log.Ratings,
            log.Timestamps);
    }

    private static int[] Places<TId>(IdMap<TId> from, IdMap<TId> to)
        where TId : notnull
    {
        int[] places = new int[from.Count];
        for (int i = 0; i < places.Length; i++)
        {
            to.TryGetIndex(from[i], out places[i]);
        }

        return places;
    }

    /// <summary>Leaks are told by the caller's ids.</summary>
    private static Split Join<TUserId, TItemId>(IdMap<TUserId> users, IdMap<TItemId> items, SplitDefinition definition)
        where TUserId : notnull
        where TItemId : notnull
    {
        try
        {
            return Split.Create(definition);
        }
        catch (LeakageException leak)
        {
            string where = leak.ItemIndex < 0
                ? $"user {Ids.Text(users[leak.UserIndex])}"
                : $"user {Ids.Text(users[leak.UserIndex])}, item {Ids.Text(items[leak.ItemIndex])}";
            throw new UsageException($"{leak.Message} That is {where}.");
        }
    }

    private static EvaluationProtocol WithCandidates<TUserId>(Split split, InteractionLog candidates, IdMap<TUserId> users, MovieCatalog? catalog)
        where TUserId : notnull
    {
        HashSet<int> given = [.. candidates.Users];
        foreach (int user in split.Users)
        {
            if (!given.Contains(user))
            {
                throw new UsageException($"--candidates: user {Ids.Text(users[user])} of the test has no row there.");
            }
        }

        return EvaluationProtocol.Create(split, candidates, catalog);
    }

    private SplitParameter[] Parameters()
    {
        List<SplitParameter> parameters = [new("train", Path.GetFileName(files.Train)), new("test", Path.GetFileName(files.Test))];
        if (files.FoldIn is not null)
        {
            parameters.Add(new SplitParameter("foldIn", Path.GetFileName(files.FoldIn)));
        }

        if (files.Candidates is not null)
        {
            parameters.Add(new SplitParameter("candidates", Path.GetFileName(files.Candidates)));
        }

        return [.. parameters];
    }

    private MovieDataSet<TUserId, TItemId> Read<TUserId, TItemId>(string path, ImportOptions options)
        where TUserId : notnull
        where TItemId : notnull
    {
        ImportResult<TUserId, TItemId> result = context.WithProgress(
            "Reading " + Path.GetFileName(path),
            report => new InteractionCsvReader(options).Read<TUserId, TItemId>(
                path, null, new InlineProgress<ImportProgress>(p => report(p.Bytes, p.TotalBytes, "bytes")), context.CancellationToken));
        DataSources.Announce(context, result.Report);
        return result.DataSet;
    }
}
