namespace MovieRec.Ann;

/// <content>
/// Files: <c>vectors</c> (by position), <c>centers</c>, <c>spreads</c>, <c>starts</c>, <c>ids</c>, <c>positions</c>; with byte
/// lists <c>bytes</c>, <c>scales</c>, <c>errors</c>, <c>lengths</c>.
/// </content>
public sealed partial class IvfIndex
{
    internal override void WriteArrays(IndexSectionWriter writer)
    {
        writer.Add("vectors", _lists.Vectors.Values);
        writer.Add("centers", _lists.Centers);
        writer.Add("spreads", _lists.Spreads);
        writer.Add("starts", _lists.Starts);
        writer.Add("ids", _lists.Ids);
        writer.Add("positions", _lists.Positions);
        if (_lists.Bytes is { } bytes)
        {
            writer.Add("bytes", bytes.Values);
            writer.Add("scales", bytes.Scales);
            writer.Add("errors", bytes.Errors);
            writer.Add("lengths", bytes.Lengths);
        }
    }

    internal static IvfIndex Read(IndexSectionReader reader, IndexHead head, OptionBag values)
    {
        IvfOptions options = new()
        {
            Cells = values.GetInt32(nameof(IvfOptions.Cells)),
            Probes = values.GetInt32(nameof(IvfOptions.Probes)),
            ByteLists = values.GetBoolean(nameof(IvfOptions.ByteLists)),
            Iterations = values.GetInt32(nameof(IvfOptions.Iterations)),
            Seed = values.GetInt32(nameof(IvfOptions.Seed)),
        };
        if (options.Cells > head.Count || (options.Cells == 0) != (head.Count == 0))
        {
            throw reader.Error(OptionBag.SectionName, $"{options.Cells} cells for {head.Count} vectors.");
        }

        VectorRows vectors = reader.ReadVectors("vectors", head);
        Block<float> centers = reader.ReadFinite("centers", (long)options.Cells * vectors.Stride);
        Block<float> spreads = reader.ReadMagnitudes("spreads", options.Cells);
        Block<int> starts = reader.ReadIndices("starts", options.Cells + 1L, 0, head.Count + 1);
        Block<int> ids = reader.ReadIndices("ids", head.Count, 0, head.Count);
        Block<int> positions = reader.ReadIndices("positions", head.Count, 0, head.Count);
        Check(reader, starts, ids, positions);
        ByteLists? bytes = options.ByteLists ? ReadBytes(reader, head) : null;
        return new IvfIndex(new CellLists(vectors, centers, spreads, starts, ids, positions, bytes), head.Similarity, options, reader.Memory);
    }

    private static unsafe void Check(IndexSectionReader reader, Block<int> starts, Block<int> ids, Block<int> positions)
    {
        if (starts.Pointer[0] != 0 || starts.Pointer[starts.Length - 1] != ids.Length)
        {
            throw reader.Error("starts", $"the cells begin at {starts.Pointer[0]} and end at {starts.Pointer[starts.Length - 1]}; expected 0 and {ids.Length}.");
        }

        for (long c = 1; c < starts.Length; c++)
        {
            if (starts.Pointer[c] < starts.Pointer[c - 1])
            {
                throw reader.Error("starts", $"cell {c - 1} ends at {starts.Pointer[c]}, before it begins.");
            }
        }

        // Every position leads back: so both are permutations.
        for (int i = 0; i < ids.Length; i++)
        {
            if (positions.Pointer[ids.Pointer[i]] != i)
            {
                throw reader.Error("positions", $"vector {ids.Pointer[i]} is at position {i}, but its entry says {positions.Pointer[ids.Pointer[i]]}.");
            }
        }
    }

    private static unsafe ByteLists ReadBytes(IndexSectionReader reader, IndexHead head)
    {
        if (head.Similarity == Similarity.NegativeSquaredL2)
        {
            throw reader.Error(OptionBag.SectionName, "byte lists with distances; they bound inner products.");
        }

        int stride = Ann.ByteLists.StrideOf(head.Dimensions);
        Block<sbyte> values = reader.Read<sbyte>("bytes", (long)head.Count * stride);
        return new ByteLists(
            values,
            reader.ReadMagnitudes("scales", head.Count),
            reader.ReadMagnitudes("errors", head.Count),
            reader.ReadMagnitudes("lengths", head.Count),
            stride);
    }
}
