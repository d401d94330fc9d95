using System.Globalization;
using MovieRec;
using MovieRec.Data;
using MovieRec.ScreeningRoom;

// Regenerates samples/datasets/screening-room from its source folder. The argument, if any, is that folder.
string folder = args.Length > 0 ? args[0] : Repository.FindDataSet();
MovieDataSet<long, long> data = ScreeningRoomDataSet.Create(Path.Combine(folder, "source"));

// Written elsewhere and copied: the writer refuses a folder that holds other files but no data set yet.
string temporary = Directory.CreateTempSubdirectory("screening-room").FullName;
try
{
    DataSetManifest manifest = DataSetFolder.Write(temporary, data);
    foreach (string file in Directory.EnumerateFiles(temporary))
    {
        File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
    }

    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{folder}: {manifest.Interactions:N0} simulated ratings of {manifest.Users:N0} simulated viewers on {manifest.Items:N0} real films, {manifest.Files.Sum(static f => f.Bytes):N0} bytes."));
}
finally
{
    Directory.Delete(temporary, recursive: true);
}
