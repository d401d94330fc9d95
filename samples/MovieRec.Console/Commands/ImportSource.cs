using System.CommandLine;
using System.Globalization;
using MovieRec.Cli.Models;
using MovieRec.Data;

namespace MovieRec.Cli.Commands;

/// <summary>A model of another engine, read; ids are text until it is known what kind they are.</summary>
internal sealed class ImportSource
{
    private ReadOnlyMemory<float> _userFactors;
    private ReadOnlyMemory<float> _itemFactors;
    private int _dimensions;
    private ImplicitModel? _itemItem;

    /// <summary>Name of engine and model.</summary>
    public required string Engine { get; init; }

    public required string[] UserIds { get; init; }

    public required string[] ItemIds { get; init; }

    /// <summary>What was found and checked, by name, for people and for JSON.</summary>
    public required IReadOnlyList<(string Name, string Value)> Facts { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public ImportedEquations? Equations { get; init; }

    public string? MissingEquations { get; init; }

    public bool IsItemItem => _itemItem is not null;

    /// <summary>Whether every id is a whole number, so that the ids are <see cref="long"/>.</summary>
    public bool HasWholeIds => UserIds.Concat(ItemIds).All(static id => Ids.TryParse<long>(id, out _));

    public static ImportSource Open(ImportSettings settings, ParseResult parsed, CliContext context) =>
        parsed.GetValue(settings.SparkAls) is { } folder
            ? OpenSpark(folder, settings, parsed, context)
            : OpenNpz(parsed.GetValue(settings.ImplicitNpz)!, settings, parsed);

    public FactorTable<TUserId, TItemId> ToFactors<TUserId, TItemId>()
        where TUserId : notnull
        where TItemId : notnull => new(Map<TUserId>(UserIds, "user"), Map<TItemId>(ItemIds, "item"), _dimensions, _userFactors, _itemFactors);

    public SimilarityTable<TItemId> ToSimilarities<TItemId>()
        where TItemId : notnull => _itemItem!.ToSimilarityTable(Map<TItemId>(ItemIds, "item"));

    private static IdMap<TId> Map<TId>(string[] texts, string what)
        where TId : notnull
    {
        TId[] ids = new TId[texts.Length];
        HashSet<TId> distinct = new(texts.Length);
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = Ids.TryParse(texts[i], out TId? id)
                ? id!
                : throw new UsageException($"The {what} id '{texts[i]}' of the model is no whole number, but those of the interactions or catalogue are.");
            if (!distinct.Add(ids[i]))
            {
                throw new UsageException($"The {what} id '{texts[i]}' occurs twice, the second time in row {i}.");
            }
        }

        return IdMap<TId>.FromIndexOrder(ids);
    }

    private static ImportSource OpenSpark(string folder, ImportSettings settings, ParseResult parsed, CliContext context)
    {
        SparkAlsReadOptions options = new() { AllowMissingParts = parsed.GetValue(settings.AllowMissingParts) };
        SparkAlsModel model = SparkAlsReader.Read(folder, options, context.CancellationToken);
        List<string> notes = [.. model.Notes];
        return new ImportSource
        {
            Engine = "spark-als",
            UserIds = Texts(model.Factors.Users, parsed.GetValue(settings.UserIds), "--user-ids"),
            ItemIds = Texts(model.Factors.Items, parsed.GetValue(settings.ItemIds), "--item-ids"),
            Facts =
            [
                ("sparkVersion", model.SparkVersion),
                ("uid", model.Uid),
                ("rank", Text(model.Rank)),
                ("userColumn", model.UserColumn),
                ("itemColumn", model.ItemColumn),
                ("partFiles", Text(model.PartFiles)),
                ("verifiedFiles", Text(model.VerifiedFiles)),
                ("verifiedPages", Text(model.VerifiedPages)),
            ],
            Equations = SparkEquations(model, settings, parsed, notes),
            Notes = notes,
            _userFactors = model.Factors.UserFactors,
            _itemFactors = model.Factors.ItemFactors,
            _dimensions = model.Rank,
        };
    }

    private static ImportedEquations? SparkEquations(SparkAlsModel model, ImportSettings settings, ParseResult parsed, List<string> notes)
    {
        double? regularization = parsed.GetValue(settings.RegParam);
        bool? implicitPrefs = parsed.GetValue(settings.ImplicitPrefs);
        double? alpha = parsed.GetValue(settings.Alpha);
        if (regularization is null)
        {
            return (implicitPrefs is null && alpha is null && parsed.GetValue(settings.Nonnegative) is null) || parsed.GetValue(settings.Interactions) is null
                ? null
                : throw new UsageException("--reg-param is missing: Spark's files do not record it, and fold-in cannot do without it.");
        }

        if (implicitPrefs is null)
        {
            throw new UsageException("--implicit-prefs true or false is missing beside --reg-param: Spark's files do not record it (Spark's own default is false).");
        }

        if (alpha is null && implicitPrefs == true)
        {
            notes.Add("--alpha is not given; 1 is taken, Spark's own default.");
        }

        bool nonnegative = parsed.GetValue(settings.Nonnegative) ?? IsNonnegative(model);
        if (parsed.GetValue(settings.Nonnegative) is null && nonnegative)
        {
            notes.Add("No factor is negative, so --nonnegative true is taken.");
        }

        return Build(() => new ImportedEquations
        {
            Objective = implicitPrefs.Value ? ImportedObjective.SparkImplicit : ImportedObjective.SparkExplicit,
            Regularization = regularization.Value,
            Alpha = alpha ?? 1,
            Nonnegative = nonnegative,
        });
    }

    private static bool IsNonnegative(SparkAlsModel model)
    {
        foreach (ReadOnlyMemory<float> factors in new[] { model.Factors.UserFactors, model.Factors.ItemFactors })
        {
            foreach (float factor in factors.Span)
            {
                if (factor < 0)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static ImportSource OpenNpz(string file, ImportSettings settings, ParseResult parsed)
    {
        if (parsed.GetValue(settings.ImplicitPrefs) == false || parsed.GetValue(settings.Nonnegative) == true)
        {
            throw new UsageException("--implicit-prefs false and --nonnegative true belong to --spark-als; the package implicit has neither.");
        }

        ImplicitModel model = ImplicitModelReader.Read(file);
        List<string> notes = [];
        string[] users = model.Kind == ImplicitModelKind.ItemItem
            ? []
            : ReadIds(parsed.GetValue(settings.UserIds), "--user-ids", model.UserIds, model.UserCount, "user", notes);
        string[] items = ReadIds(parsed.GetValue(settings.ItemIds), "--item-ids", model.ItemIds, model.ItemCount, "item", notes);
        string? missing = model.Kind switch
        {
            ImplicitModelKind.BayesianPersonalizedRanking or ImplicitModelKind.LogisticMatrixFactorization =>
                $"{model.Kind} is trained by gradient steps, so no equations give a user's vector from the history",
            ImplicitModelKind.Factors when parsed.GetValue(settings.RegParam) is null =>
                "the file does not say how the factors were made; if the package implicit made them by alternating least squares, give --reg-param and --alpha",
            _ => null,
        };
        if (missing is not null && parsed.GetValue(settings.RegParam) is not null)
        {
            notes.Add("--reg-param and --alpha are not used: " + missing + ".");
        }

        FactorTable<long, long>? factors = model.Kind == ImplicitModelKind.ItemItem
            ? null
            : model.ToFactorTable(Positions(model.UserCount), Positions(model.ItemCount));
        return new ImportSource
        {
            Engine = model.Kind switch
            {
                ImplicitModelKind.AlternatingLeastSquares => "implicit-als",
                ImplicitModelKind.BayesianPersonalizedRanking => "implicit-bpr",
                ImplicitModelKind.LogisticMatrixFactorization => "implicit-lmf",
                ImplicitModelKind.ItemItem => "implicit-item-item",
                _ => "factors",
            },
            UserIds = users,
            ItemIds = items,
            Facts = [("kind", model.Kind.ToString()), ("dimensions", Text(model.Dimensions))],
            Equations = missing is null && model.Kind != ImplicitModelKind.ItemItem ? NpzEquations(model, settings, parsed, notes) : null,
            MissingEquations = missing,
            Notes = notes,
            _userFactors = factors?.UserFactors ?? default,
            _itemFactors = factors?.ItemFactors ?? default,
            _dimensions = model.Dimensions,
            _itemItem = factors is null ? model : null,
        };
    }

    private static ImportedEquations? NpzEquations(ImplicitModel model, ImportSettings settings, ParseResult parsed, List<string> notes)
    {
        double? regularization = parsed.GetValue(settings.RegParam) ?? model.Regularization;
        double? alpha = parsed.GetValue(settings.Alpha) ?? model.Alpha;
        if (regularization is null)
        {
            return null;
        }

        if (alpha is null)
        {
            notes.Add("--alpha is not given and the file does not record it; 1 is taken: the confidence is the weight itself.");
        }

        return Build(() => new ImportedEquations
        {
            Objective = ImportedObjective.ImplicitConfidence,
            Regularization = regularization.Value,
            Alpha = alpha ?? 1,
        });
    }

    private static string[] ReadIds(string? file, string option, IReadOnlyList<string>? stored, int count, string what, List<string> notes)
    {
        if (file is null)
        {
            if (stored is null)
            {
                notes.Add($"The file has no {what} ids and {option} is not given: ids are row positions, 0 … {count - 1}.");
            }

            return stored is null ? [.. Enumerable.Range(0, count).Select(static i => Text(i))] : [.. stored];
        }

        string[] ids = File.ReadAllLines(file);
        return ids.Length == count
            ? ids
            : throw new UsageException($"{option} {file}: {ids.Length} lines; the model has {count} {what}s.");
    }

    private static ImportedEquations Build(Func<ImportedEquations> build)
    {
        try
        {
            return build();
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new UsageException("--reg-param, --alpha: " + exception.Message);
        }
    }

    private static IdMap<long> Positions(int count) => IdMap<long>.Create(Enumerable.Range(0, count).Select(static i => (long)i));

    /// <summary>Spark's numbers as ids, or what a list of ids has in their lines.</summary>
    private static string[] Texts(IdMap<long> map, string? file, string option)
    {
        string[]? lines = file is null ? null : File.ReadAllLines(file);
        string[] texts = new string[map.Count];
        for (int i = 0; i < texts.Length; i++)
        {
            long number = map[i];
            texts[i] = lines is null ? Ids.Text(number)
                : number >= 0 && number < lines.Length ? lines[number]
                : throw new UsageException($"{option} {file}: there is no line for the model's number {number}; the file has lines 0 … {lines.Length - 1}.");
        }

        return texts;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
