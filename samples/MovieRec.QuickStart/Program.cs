using MovieRec;
using MovieRec.Data;

MovieDataSet<long, long> data = DataSetFolder.Read<long, long>("samples/datasets/screening-room");
Recommender<long, long> recommender = Recommender<long, long>.Train(data, new AlsTrainer());

long[] liked = [280, 350]; // Alien, Aliens
foreach (Recommendation<long> movie in recommender.RecommendFor(liked, new RecommendOptions { Count = 5 }))
{
    string why = movie.Reason.TryGetAnchor(out long anchor) ? $"because you liked {recommender.GetTitle(anchor)}" : "popular";
    Console.WriteLine($"{movie.Score:F2}  {recommender.GetTitle(movie.ItemId)}, {why}");
}
