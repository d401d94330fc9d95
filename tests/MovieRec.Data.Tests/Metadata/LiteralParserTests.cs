namespace MovieRec.Data.Tests.Metadata;

public sealed class LiteralParserTests
{
    [Theory]
    [InlineData("[{'id': 931, 'name': 'jealousy'}]", "jealousy")]
    [InlineData("[{'id': 1, 'name': \"based on children's book\"}]", "based on children's book")]
    [InlineData("[{\"id\": 28, \"name\": \"Action\"}]", "Action")]
    [InlineData("[{\"name\": \"Am\\u00e9lie\"}]", "Amélie")]
    [InlineData("[{'name': 'Am\\xe9lie', 'x': None, 'y': True, 'z': -1.5e3,},]", "Amélie")]
    [InlineData("[{'name': u'a\\'b\\\\c'}]", "a'b\\c")]
    [InlineData("[{'name': '\\U0001F3AC'}]", "🎬")]
    public void TryParse_JsonOrPython_ReadsTheName(string field, string name) =>
        Assert.Equal(name, LiteralParser.TryParse(field)!.Items[0]["name"].Text);

    [Theory]
    [InlineData("[{'name': 'open}]")]
    [InlineData("[{'name': 'a'}")]
    [InlineData("[{'name': 'a'}] x")]
    [InlineData("[{'name' 'a'}]")]
    [InlineData("[__import__('os')]")]
    [InlineData("[1 2]")]
    [InlineData("['\\q']")]
    [InlineData("['\\U00110000']")]
    [InlineData("[1_000]")]
    [InlineData("[nan]")]
    [InlineData("{\"a\": }")]
    [InlineData("1997-08-20x")]
    public void TryParse_AnythingElse_IsNull(string field) => Assert.Null(LiteralParser.TryParse(field));

    [Fact]
    public void TryParse_TooDeep_IsNull()
    {
        Assert.NotNull(LiteralParser.TryParse(new string('[', 16) + new string(']', 16)));
        Assert.Null(LiteralParser.TryParse(new string('[', 100_000)));
    }

    [Fact]
    public void TryParse_RandomBytes_NeverThrows()
    {
        Random random = new(9);
        const string Alphabet = "[]{}()'\"\\,:ux01 NoneTrue-.e\uD83C";
        for (int i = 0; i < 20_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(24)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            Literal? value = LiteralParser.TryParse(text);
            Assert.True(value is null || value.Items.Count <= text.Length);
        }
    }
}
