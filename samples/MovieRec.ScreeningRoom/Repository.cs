namespace MovieRec.ScreeningRoom;

/// <summary>Finds the data set in the repository, from wherever the program was started.</summary>
internal static class Repository
{
    public static string FindDataSet()
    {
        foreach (string start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (DirectoryInfo? at = new(start); at is not null; at = at.Parent)
            {
                string folder = Path.Combine(at.FullName, "samples", "datasets", ScreeningRoomDataSet.Name);
                if (Directory.Exists(Path.Combine(folder, "source")))
                {
                    return folder;
                }
            }
        }

        throw new DirectoryNotFoundException(
            $"samples/datasets/{ScreeningRoomDataSet.Name}/source is in no folder above {Environment.CurrentDirectory}; start the program inside the repository or name the data-set folder.");
    }
}
