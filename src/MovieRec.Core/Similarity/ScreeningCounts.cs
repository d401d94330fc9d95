namespace MovieRec;

/// <summary>What one screened search read.</summary>
/// <param name="Screened">Rows whose 8-bit copy was read.</param>
/// <param name="Scored">Rows read in single precision and scored.</param>
internal readonly record struct ScreeningCounts(int Screened, int Scored);
