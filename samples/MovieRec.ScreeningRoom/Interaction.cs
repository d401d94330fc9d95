namespace MovieRec.ScreeningRoom;

/// <summary>One rating by one simulated viewer.</summary>
/// <param name="Viewer">Viewer id.</param>
/// <param name="Film">Item id.</param>
/// <param name="Rating">Half stars, 0.5 … 5.</param>
/// <param name="Time">Unix seconds.</param>
internal readonly record struct Interaction(long Viewer, long Film, float Rating, long Time);
