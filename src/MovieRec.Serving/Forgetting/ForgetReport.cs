namespace MovieRec.Serving;

/// <summary>What was cleaned.</summary>
/// <param name="People">Pseudonyms that were pending.</param>
/// <param name="Models">Older model versions deleted.</param>
/// <param name="Events">Exported events left out.</param>
/// <param name="Backups">Backups written anew.</param>
public readonly record struct ForgetReport(int People, int Models, long Events, int Backups);
