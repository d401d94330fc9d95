using System.Globalization;

namespace MovieRec.Data;

/// <summary>
/// Reads what <c>ALSModel.save</c> of Apache Spark 2.2 and later has written: <c>metadata</c>, <c>userFactors</c>,
/// <c>itemFactors</c>, also inside a PipelineModel, CrossValidatorModel or TrainValidationSplitModel.
/// </summary>
/// <remarks>
/// Checked: sidecars and page checksums where they are there, every size before memory is taken for it, ranks, ids that
/// occur twice, values that are not finite, missing parts. Memory: the factors twice.
/// </remarks>
public static class SparkAlsReader
{
    private const int MinimumEvidence = 30;

    /// <summary>Reads a model.</summary>
    /// <param name="folder">The folder that Spark saved to.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DataFormatException">The folder is not such a model, or a file is damaged: file, place, what was expected.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static SparkAlsModel Read(string folder, SparkAlsReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new SparkAlsReadOptions();
        if (!Directory.Exists(folder))
        {
            throw Interchange.Error(folder, "", "there is no such folder");
        }

        int verifiedFiles = 0;
        (string path, SparkMetadata metadata) = SparkModelLocator.Find(folder, ref verifiedFiles);
        int rank = metadata.Rank;
        if (rank > FactorTable<long, long>.MaximumDimensions)
        {
            throw Interchange.Error(metadata.Path, "rank", $"the rank is {rank}; up to {FactorTable<long, long>.MaximumDimensions} is read");
        }

        List<string> notes = [];
        Side users = ReadSide(path, "userFactors", metadata, rank, options, notes, cancellationToken);
        Side items = ReadSide(path, "itemFactors", metadata, rank, options, notes, cancellationToken);
        return new SparkAlsModel
        {
            Path = path,
            SparkVersion = metadata.SparkVersion,
            Uid = metadata.Uid,
            Rank = rank,
            UserColumn = metadata.Parameter("userCol", "user"),
            ItemColumn = metadata.Parameter("itemCol", "item"),
            ColdStartStrategy = metadata.Parameter("coldStartStrategy", "nan"),
            Factors = new FactorTable<long, long>(users.Ids, items.Ids, rank, users.Factors, items.Factors),
            PartFiles = users.Files + items.Files + 1,
            VerifiedFiles = verifiedFiles + users.VerifiedFiles + items.VerifiedFiles,
            VerifiedPages = users.VerifiedPages + items.VerifiedPages,
            Notes = notes,
        };
    }

    private static Side ReadSide(
        string folder,
        string name,
        SparkMetadata metadata,
        int rank,
        SparkAlsReadOptions options,
        List<string> notes,
        CancellationToken cancellationToken)
    {
        string directory = Path.Combine(folder, name);
        if (File.Exists(directory))
        {
            throw SparkMetadata.LocalLayout(folder);
        }

        if (!Directory.Exists(directory))
        {
            throw Interchange.Error(folder, "", $"the folder '{name}' is missing");
        }

        if (!Directory.EnumerateFiles(directory, "*.parquet").Any() && Directory.EnumerateFiles(directory).Any(static f => Path.GetFileName(f) is { } n && n[0] is not '.' and not '_'))
        {
            throw SparkMetadata.LocalLayout(folder);
        }

        SparkFolder parts = SparkFolder.List(directory, name, ".parquet");
        List<int> ids = [];
        List<float> factors = [];
        int[] ends = new int[parts.Files.Length];
        int verifiedFiles = 0;
        int verifiedPages = 0;
        for (int p = 0; p < parts.Files.Length; p++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            verifiedFiles += HadoopChecksum.Verify(parts.Files[p]) ? 1 : 0;
            verifiedPages += FactorPartReader.Read(parts.Files[p], rank, ids, factors);
            CheckFinite(parts.Files[p], factors, p == 0 ? 0 : ends[p - 1], rank);
            ends[p] = ids.Count;
        }

        if (!parts.IsComplete)
        {
            notes.Add($"{name}: the mark _SUCCESS is missing; the job may not have finished, or it was not copied.");
        }

        CheckParts(directory, name, parts, ids, ends, metadata.SparkVersion, options, notes);
        return Sort(parts, ids, factors, ends, rank) with { Files = parts.Files.Length, VerifiedFiles = verifiedFiles, VerifiedPages = verifiedPages };
    }

    private static void CheckFinite(string file, List<float> factors, int firstRow, int rank)
    {
        for (int i = firstRow * rank; i < factors.Count; i++)
        {
            if (!float.IsFinite(factors[i]))
            {
                throw Interchange.Error(
                    file, "features", string.Create(CultureInfo.InvariantCulture, $"feature {i % rank} of row {(i / rank) - firstRow} is {factors[i]}; expected a finite number"));
            }
        }
    }

    private static Side Sort(SparkFolder parts, List<int> ids, List<float> factors, int[] ends, int rank)
    {
        int[] order = new int[ids.Count];
        long[] keys = new long[ids.Count];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
            keys[i] = ids[i];
        }

        Array.Sort(keys, order);
        for (int i = 1; i < keys.Length; i++)
        {
            if (keys[i] == keys[i - 1])
            {
                int first = Math.Min(order[i], order[i - 1]);
                int second = Math.Max(order[i], order[i - 1]);
                throw Interchange.Error(
                    FileOf(parts, ends, second), "id", $"the id {keys[i]} occurs twice; it is also in {Path.GetFileName(FileOf(parts, ends, first))}");
            }
        }

        float[] sorted = new float[factors.Count];
        ReadOnlySpan<float> source = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(factors);
        for (int i = 0; i < order.Length; i++)
        {
            source.Slice(order[i] * rank, rank).CopyTo(sorted.AsSpan(i * rank));
        }

        return new Side(IdMap<long>.FromIndexOrder(keys), sorted);
    }

    private static string FileOf(SparkFolder parts, int[] ends, int row) => parts.Files[ends.AsSpan().IndexOfAnyExceptInRange(0, row)];

    private static void CheckParts(
        string directory, string name, SparkFolder parts, List<int> ids, int[] ends, string version, SparkAlsReadOptions options, List<string> notes)
    {
        int[] gaps = [.. Enumerable.Range(0, parts.Numbers[^1]).Except(parts.Numbers)];
        bool writesEveryPart = Version.TryParse(new string([.. version.TakeWhile(static c => char.IsAsciiDigit(c) || c == '.')]).Trim('.'), out Version? release)
            && release < new Version(2, 3);
        int modulus = Modulus(parts, ids, ends);
        int[] absent = modulus == 0 ? gaps : [.. Enumerable.Range(0, modulus).Except(parts.Numbers)];
        if (absent.Length == 0)
        {
            return;
        }

        // Parts hold the ids that are equal modulo their number. Ids that are multiples of something leave at least half of
        // the parts empty; when fewer are absent and the others are well filled, a file has been lost.
        bool lost = (writesEveryPart && gaps.Length > 0)
            || (modulus > 0 && absent.Length * 2 < modulus && ids.Count >= MinimumEvidence * (modulus - absent.Length));
        string which = $"part {string.Join(", ", absent.Take(5))}{(absent.Length > 5 ? ", …" : "")}";
        if (lost && !options.AllowMissingParts)
        {
            throw Interchange.Error(
                directory, "", $"{which} of '{name}' is missing: {parts.Files.Length} files hold {ids.Count} ids, and none of those that belong there");
        }

        if (gaps.Length > 0)
        {
            notes.Add($"{name}: {which} is not there; Spark leaves files of empty partitions out.");
        }
    }

    /// <summary>The n for which part p holds exactly ids that are p modulo n; 0 when there is none.</summary>
    private static int Modulus(SparkFolder parts, List<int> ids, int[] ends)
    {
        int smallest = parts.Numbers[^1] + 1;
        for (int n = Math.Max(2, smallest); n <= (2 * smallest) + 1; n++)
        {
            if (Fits(n))
            {
                return n;
            }
        }

        return 0;

        bool Fits(int n)
        {
            int row = 0;
            for (int p = 0; p < ends.Length; p++)
            {
                for (; row < ends[p]; row++)
                {
                    if (((ids[row] % n) + n) % n != parts.Numbers[p])
                    {
                        return false;
                    }
                }
            }

            return true;
        }
    }

    private sealed record Side(IdMap<long> Ids, float[] Factors)
    {
        public int Files { get; init; }

        public int VerifiedFiles { get; init; }

        public int VerifiedPages { get; init; }
    }
}
