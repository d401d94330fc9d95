using MovieRec.Content.Benchmarks;

// cold DATA METADATA      content on held-out items (docs/content.md)
// scale [MOVIES]          embedding and decomposition at size, on made-up metadata
// neighbours [FOLDER]     the table of neighbours in docs/content.md
// svd [INTERACTIONS]     the decomposition at size, on made-up interactions
// ranks DATA              the rank sweep of docs/svd.md, with its plot
return args switch
{
    ["cold", string data, string metadata, .. string[] rest] => ColdItems.Run(data, metadata, rest.Contains("--validation")),
    ["scale", .. string[] rest] => Scale.Run(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 87_000),
    ["neighbours", .. string[] rest] => Neighbours.Run(rest.Length > 0 ? rest[0] : "samples/datasets/screening-room"),
    ["svd", .. string[] rest] => SvdScale.Run(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 5_000_000),
    ["ranks", string data] => RankSweep.Run(data),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("cold DATA METADATA [--validation] | scale [MOVIES] | neighbours [FOLDER] | svd [INTERACTIONS] | ranks DATA");
    return 2;
}
