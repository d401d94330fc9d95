namespace MovieRec.Ann;

/// <content>Files: for each shard its members and, under <c>shardN/</c>, its own index.</content>
public sealed partial class ShardedIndex
{
    internal override void WriteArrays(IndexSectionWriter writer)
    {
        for (int s = 0; s < _shards.Length; s++)
        {
            writer.Sections.AddInt32Array(FormattableString.Invariant($"members{s}"), _shards[s].Members);
            _shards[s].Index.Write(writer.Nested(FormattableString.Invariant($"shard{s}")));
        }
    }

    internal static ShardedIndex Read(IndexSectionReader reader, IndexHead head, OptionBag values)
    {
        ShardedOptions options = new()
        {
            MaxDegreeOfParallelism = values.GetInt32(nameof(ShardedOptions.MaxDegreeOfParallelism)),
            ParallelThreshold = values.GetInt32(nameof(ShardedOptions.ParallelThreshold)),
        };
        int count = values.GetInt32("Shards");
        if (count is < 1 or > 65536)
        {
            throw reader.Error(OptionBag.SectionName, $"{count} shards; expected 1 … 65536.");
        }

        bool[] taken = new bool[head.Count];
        List<Shard> shards = [];
        long total = 0;
        for (int s = 0; s < count; s++)
        {
            string name = FormattableString.Invariant($"members{s}");
            int[] members = reader.Sections.ReadInt32Array(name);
            int last = -1;
            foreach (int member in members)
            {
                if (member <= last || member >= head.Count || taken[member])
                {
                    throw reader.Error(name, $"member {member} follows {last}; members ascend, below {head.Count}, and belong to one shard.");
                }

                taken[member] = true;
                last = member;
            }

            total += members.Length;
            IndexSectionReader nested = reader.Nested(FormattableString.Invariant($"shard{s}"));
            IndexHead inner = IndexHead.Read(nested.Sections);
            if (inner.Backend == BackendName || inner.Count != members.Length || inner.Dimensions != head.Dimensions || inner.Similarity != head.Similarity)
            {
                throw nested.Error(IndexHead.Name, $"the shard is {inner}; expected {members.Length} vectors of {head.Dimensions} floats under {head.Similarity}, not sharded itself.");
            }

            shards.Add(new Shard(VectorIndex.Read(nested), members));
        }

        if (total != head.Count)
        {
            throw reader.Error(IndexHead.Name, $"the shards hold {total} vectors; expected {head.Count}.");
        }

        // The shards hold shares of the memory, so that one of them can be replaced and released alone.
        reader.Memory.Dispose();
        return new ShardedIndex([.. shards], head.Count, head.Dimensions, head.Similarity, options);
    }
}
