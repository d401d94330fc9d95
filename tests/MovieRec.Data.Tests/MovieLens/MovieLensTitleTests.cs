namespace MovieRec.Data.Tests.MovieLens;

public sealed class MovieLensTitleTests
{
    [Theory]
    [InlineData("Toy Story (1995)", "Toy Story", 1995)]
    [InlineData("Matrix, The (1999)", "The Matrix", 1999)]
    [InlineData("American President, The (1995)", "The American President", 1995)]
    [InlineData("Beautiful Mind, A (2001)", "A Beautiful Mind", 2001)]
    [InlineData("Ideal Husband, An (1999)", "An Ideal Husband", 1999)]
    [InlineData("Avventura, L' (Adventure, The) (1960)", "L'Avventura (The Adventure)", 1960)]
    [InlineData("City of Lost Children, The (Cité des enfants perdus, La) (1995)", "The City of Lost Children (La Cité des enfants perdus)", 1995)]
    [InlineData("Seven (a.k.a. Se7en) (1995)", "Seven (a.k.a. Se7en)", 1995)]
    [InlineData("Good, the Bad and the Ugly, The (Buono, il brutto, il cattivo, Il) (1966)", "The Good, the Bad and the Ugly (Il Buono, il brutto, il cattivo)", 1966)]
    [InlineData("I, Robot (2004)", "I, Robot", 2004)]
    [InlineData("2001: A Space Odyssey (1968)", "2001: A Space Odyssey", 1968)]
    [InlineData("1984", "1984", 0)]
    [InlineData("Babylon 5", "Babylon 5", 0)]
    [InlineData("Fawlty Towers (1975-1979)", "Fawlty Towers", 1975)]
    [InlineData("Some Series (2006–)", "Some Series", 2006)]
    [InlineData("(500) Days of Summer (2009)", "(500) Days of Summer", 2009)]
    [InlineData("  Spaces  (1990)  ", "Spaces", 1990)]
    [InlineData("Hyena Road", "Hyena Road", 0)]
    [InlineData("Film (Number 7) (1987)", "Film (Number 7)", 1987)]
    [InlineData("", "", 0)]
    public void Parse_RawTitle_GivesTitleAndYear(string raw, string title, int year)
    {
        Assert.Equal(title, MovieLensTitle.Parse(raw, out int found));
        Assert.Equal(year, found);
    }
}
