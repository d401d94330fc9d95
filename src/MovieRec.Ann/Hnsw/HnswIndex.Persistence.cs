namespace MovieRec.Ann;

/// <content>Files: <c>vectors</c>, <c>links</c>, <c>levels</c>, <c>upperStarts</c>, <c>upper</c>, <c>entry</c>; with byte rows <c>bytes</c>, <c>steps</c>.</content>
public sealed partial class HnswIndex
{
    internal override void WriteArrays(IndexSectionWriter writer)
    {
        writer.Add("vectors", _graph.Vectors.Values);
        writer.Add("links", _graph.Links);
        writer.Add("levels", _graph.Levels);
        writer.Add("upperStarts", _graph.UpperStart);
        writer.Add("upper", _graph.Upper);
        writer.Sections.Add("entry", w => w.WriteInt32(_graph.Entry));
        if (_graph.Bytes is { } bytes)
        {
            writer.Add("bytes", bytes.Values);
            writer.Add("steps", bytes.Steps);
        }
    }

    internal static HnswIndex Read(IndexSectionReader reader, IndexHead head, OptionBag values)
    {
        HnswOptions options = new()
        {
            M = values.GetInt32(nameof(HnswOptions.M)),
            EfConstruction = values.GetInt32(nameof(HnswOptions.EfConstruction)),
            EfSearch = values.GetInt32(nameof(HnswOptions.EfSearch)),
            ByteRows = values.GetBoolean(nameof(HnswOptions.ByteRows)),
            Seed = values.GetInt32(nameof(HnswOptions.Seed)),
        };
        VectorRows vectors = reader.ReadVectors("vectors", head);
        Block<byte> levels = reader.Read<byte>("levels", head.Count);
        Block<int> starts = reader.Read<int>("upperStarts", head.Count);
        long upperLength = CheckLevels(reader, levels, starts, options.M);
        Block<int> links = reader.ReadIndices("links", (long)head.Count * HnswGraph.StrideOf(options.M), -1, head.Count);
        Block<int> upper = reader.ReadIndices("upper", upperLength, -1, head.Count);
        int entry = ReadEntry(reader, levels);
        ByteRows? bytes = options.ByteRows ? ReadBytes(reader, head, vectors) : null;
        HnswGraph graph = new(vectors, options.M, links, levels, starts, upper, entry, bytes);
        CheckLinks(reader, graph);
        return new HnswIndex(graph, head.Similarity, options, reader.Memory);
    }

    private static ByteRows ReadBytes(IndexSectionReader reader, IndexHead head, VectorRows vectors)
    {
        if (head.Similarity == Similarity.NegativeSquaredL2)
        {
            throw reader.Error(OptionBag.SectionName, "byte rows with distances; they bound inner products.");
        }

        int stride = Ann.ByteRows.StrideOf(head.Dimensions);
        return Ann.ByteRows.Open(reader.Read<sbyte>("bytes", (long)head.Count * stride), reader.ReadMagnitudes("steps", stride), vectors);
    }

    private static unsafe long CheckLevels(IndexSectionReader reader, Block<byte> levels, Block<int> starts, int m)
    {
        long next = 0;
        for (long i = 0; i < levels.Length; i++)
        {
            byte level = levels.Pointer[i];
            if (level > HnswGraph.MaximumLevel)
            {
                throw reader.Error("levels", $"node {i} has level {level}; expected at most {HnswGraph.MaximumLevel}.");
            }

            if (starts.Pointer[i] != (level == 0 ? -1 : next))
            {
                throw reader.Error("upperStarts", $"the upper links of node {i} begin at {starts.Pointer[i]}; expected {(level == 0 ? -1 : next)}.");
            }

            next += (long)level * m;
        }

        return next;
    }

    private static unsafe int ReadEntry(IndexSectionReader reader, Block<byte> levels)
    {
        using SectionReader section = reader.Sections.Open("entry");
        int entry = section.ReadInt32();
        section.ExpectEnd();
        if (levels.Length == 0 ? entry != -1 : (uint)entry >= levels.Length)
        {
            throw reader.Error("entry", $"the entry is {entry}; expected a node of {levels.Length}, or −1 when there is none.");
        }

        return entry < 0 || !levels.Span.ContainsAnyExceptInRange((byte)0, levels.Pointer[entry])
            ? entry
            : throw reader.Error("entry", $"node {entry} has level {levels.Pointer[entry]}, but others are higher.");
    }

    private static unsafe void CheckLinks(IndexSectionReader reader, HnswGraph graph)
    {
        for (int node = 0; node < graph.Count; node++)
        {
            for (int level = 0; level <= graph.Levels.Pointer[node]; level++)
            {
                int room = level == 0 ? graph.BaseStride : graph.M;
                ReadOnlySpan<int> links = new(graph.LinksOf(node, level), room);
                int count = links.IndexOf(-1);
                count = count < 0 ? room : count;
                if (count > graph.Degree(level) || links[count..].ContainsAnyExcept(-1))
                {
                    throw reader.Error(level == 0 ? "links" : "upper", $"the links of node {node} on level {level} are not followed by −1.");
                }

                foreach (int link in links[..count])
                {
                    if (graph.Levels.Pointer[link] < level)
                    {
                        throw reader.Error("upper", $"node {node} links to node {link} on level {level}, where that node is not.");
                    }
                }
            }
        }
    }
}
