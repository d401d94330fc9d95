using System.Globalization;

namespace MovieRec.Data;

/// <summary>
/// Reads <c>.npz</c> files that models of the Python package <c>implicit</c> save (0.4 and later), or that hold at least the
/// arrays <c>user_factors</c> and <c>item_factors</c>.
/// </summary>
/// <remarks>
/// Read: zip archives, stored or deflated, their CRC-32 compared; <c>.npy</c> versions 1 to 3; float32 and float64 of either
/// byte order, in C or Fortran order. Pickles are never read. Every size is checked before memory is taken for it.
/// </remarks>
public static class ImplicitModelReader
{
    private const string UserFactors = "user_factors";
    private const string ItemFactors = "item_factors";

    /// <summary>Reads a model.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFormatException">The file is not such a model or is damaged: file, array, what was expected.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ImplicitModel Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using NpzArchive archive = NpzArchive.Open(path);
        return archive.Contains("indptr") && !archive.Contains(ItemFactors) ? ReadItemItem(archive, path) : ReadFactors(archive, path);
    }

    private static ImplicitModel ReadFactors(NpzArchive archive, string path)
    {
        float[] users = ReadMatrix(archive, path, UserFactors, out int userCount, out int dimensions);
        float[] items = ReadMatrix(archive, path, ItemFactors, out int itemCount, out int itemDimensions);
        if (dimensions != itemDimensions || dimensions is < 1 or > FactorTable<long, long>.MaximumDimensions)
        {
            throw Interchange.Error(
                path, ItemFactors, $"items have {itemDimensions} factors and users {dimensions}; expected the same number, 1 … {FactorTable<long, long>.MaximumDimensions}");
        }

        ImplicitModelKind kind =
            archive.Contains("neg_prop") ? ImplicitModelKind.LogisticMatrixFactorization
            : archive.Contains("learning_rate") || archive.Contains("verify_negative_samples") ? ImplicitModelKind.BayesianPersonalizedRanking
            : archive.Contains("regularization") ? ImplicitModelKind.AlternatingLeastSquares
            : ImplicitModelKind.Factors;
        CheckDimensions(archive, path, kind, dimensions);
        return new ImplicitModel(users, items, dimensions)
        {
            Kind = kind,
            Regularization = archive.ReadScalar("regularization"),
            Alpha = archive.ReadScalar("alpha"),
            UserIds = ReadIds(archive, path, "user_ids", userCount),
            ItemIds = ReadIds(archive, path, "item_ids", itemCount),
        };
    }

    private static void CheckDimensions(NpzArchive archive, string path, ImplicitModelKind kind, int dimensions)
    {
        int biases = kind switch
        {
            ImplicitModelKind.BayesianPersonalizedRanking => 1,
            ImplicitModelKind.LogisticMatrixFactorization => 2,
            _ => 0,
        };
        if (archive.ReadScalar("factors") is { } factors && factors + biases != dimensions)
        {
            throw Interchange.Error(
                path, UserFactors, string.Create(CultureInfo.InvariantCulture, $"the rows have {dimensions} values; expected {factors} factors and {biases} biases of {kind}"));
        }
    }

    private static float[] ReadMatrix(NpzArchive archive, string path, string name, out int rows, out int columns)
    {
        float[] values = archive.ReadMatrix(name, out rows, out columns);
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                throw Interchange.Error(
                    path, name, string.Create(CultureInfo.InvariantCulture, $"value {i % columns} of row {i / columns} is {values[i]}; expected a finite number in single precision"));
            }
        }

        return values;
    }

    private static string[]? ReadIds(NpzArchive archive, string path, string name, int count)
    {
        if (!archive.Contains(name))
        {
            return null;
        }

        string[] ids = archive.HoldsTexts(name)
            ? archive.ReadTexts(name)
            : Array.ConvertAll(archive.ReadIntegers(name), static id => id.ToString(CultureInfo.InvariantCulture));
        return ids.Length == count ? ids : throw Interchange.Error(path, name, $"there are {ids.Length} ids for {count} rows");
    }

    private static ImplicitModel ReadItemItem(NpzArchive archive, string path)
    {
        long[] shape = archive.ReadIntegers("shape");
        if (shape is not [>= 0 and < int.MaxValue, >= 0 and < int.MaxValue] || shape[0] != shape[1])
        {
            throw Interchange.Error(path, "shape", $"the matrix has the shape ({string.Join(", ", shape)}); expected a square one");
        }

        long[] starts = archive.ReadIntegers("indptr");
        long[] columns = archive.ReadIntegers("indices");
        float[] values = archive.ReadSingles("data");
        if (starts.Length != shape[0] + 1 || starts[0] != 0 || starts[^1] != columns.Length || columns.Length != values.Length)
        {
            throw Interchange.Error(
                path, "indptr", $"{starts.Length} row starts, {columns.Length} columns and {values.Length} values make no matrix of {shape[0]} rows");
        }

        for (int i = 1; i < starts.Length; i++)
        {
            if (starts[i] < starts[i - 1])
            {
                throw Interchange.Error(path, "indptr", $"row start {i} is {starts[i]} after {starts[i - 1]}; row starts ascend");
            }
        }

        for (int row = 0; row < shape[0]; row++)
        {
            HashSet<long> seen = [];
            for (long e = starts[row]; e < starts[row + 1]; e++)
            {
                if (columns[e] < 0 || columns[e] >= shape[0] || !seen.Add(columns[e]) || !float.IsFinite(values[e]))
                {
                    throw Interchange.Error(
                        path, "indices", $"row {row} holds the value {values[e].ToString(CultureInfo.InvariantCulture)} in column {columns[e]}; expected finite values, each column once, in 0 … {shape[0] - 1}");
                }
            }
        }

        return new ImplicitModel(
            Array.ConvertAll(starts, static s => (int)s), Array.ConvertAll(columns, static c => (int)c), values)
        {
            ItemIds = ReadIds(archive, path, "item_ids", (int)shape[0]),
        };
    }
}
