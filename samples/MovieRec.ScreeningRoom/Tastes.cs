using System.Globalization;

namespace MovieRec.ScreeningRoom;

/// <summary>The tastes of the simulated audience. Each viewer mixes one to three of them.</summary>
internal static class Tastes
{
    /// <summary>Every taste, in the order in which viewers draw them.</summary>
    public static IReadOnlyList<Taste> All { get; } =
    [
        Create("science fiction", 11, "genre:Sci-Fi 3; keyword:space,alien,robot,artificial intelligence,time travel,dystopia,cyberpunk,mind-bending,post-apocalypse 1; director:Ridley Scott,Denis Villeneuve,James Cameron,Paul Verhoeven 1; genre:Children,Musical -1.5; keyword:superhero -0.5"),
        Create("horror", 9, "genre:Horror 3.5; keyword:slasher,supernatural,possession,haunted house,zombie,vampire,ghost,body horror,folk horror,monster,cabin,witchcraft 1; director:John Carpenter,Wes Craven,James Wan,Ari Aster,Jordan Peele,David Cronenberg 1; genre:Children,Musical -1.5"),
        Create("gangsters and heists", 10, "genre:Crime 2.5; genre:Thriller 0.5; keyword:gangster,mafia,heist,undercover,hitman,police,rise and fall,drugs,prison 1; director:Martin Scorsese,Michael Mann,Guy Ritchie,Quentin Tarantino,Francis Ford Coppola 1.2; genre:Film-Noir -1.5"),
        Create("noir and whodunits", 5, "genre:Film-Noir 2.5; genre:Mystery 2; keyword:private eye,femme fatale,detective,murder,suspicion,courtroom,wrong man 1; director:Alfred Hitchcock,Billy Wilder 1.5; decade:1940,1950 1; genre:Sci-Fi,Horror,Animation -1"),
        Create("mind games", 9, "genre:Thriller 2; genre:Mystery 1; keyword:psychological,mind-bending,serial killer,identity,obsession,memory,paranoia,mental illness 1.2; director:Christopher Nolan,David Fincher,Darren Aronofsky,David Lynch 1.5; decade:1990,2000,2010 0.6; genre:Children,Film-Noir -1"),
        Create("family animation", 9, "genre:Animation 2; genre:Children 2.5; keyword:pixar 2; keyword:talking animals,toys,fairy tale,princess,stop motion,magic 0.8; keyword:anime -1.5; genre:Horror,War -1.5"),
        Create("anime", 5, "keyword:anime 5; director:Hayao Miyazaki,Satoshi Kon,Isao Takahata,Makoto Shinkai 1; language:ja 0.7; genre:Fantasy,Animation 0.5"),
        Create("romance", 10, "genre:Romance 2.5; keyword:romcom 2; keyword:wedding,first love,jane austen,period romance,chance meeting,opposites attract,star-crossed lovers,love triangle 0.9; director:Nora Ephron,Richard Curtis,Richard Linklater,Rob Reiner 1; decade:1980,1990,2000,2010 0.8; genre:Horror,War,Sci-Fi,Film-Noir,Western -1"),
        Create("comedy", 10, "genre:Comedy 2.5; keyword:parody,slapstick,satire,mockumentary,dark comedy,friendship,workplace,mistaken identity 0.9; director:Edgar Wright,Mel Brooks,Joel Coen,Wes Anderson,John Hughes,Taika Waititi 1; decade:1980,1990,2000 0.6; genre:Romance,Animation,Musical -0.5"),
        Create("superheroes and action", 10, "genre:Action 2.5; keyword:superhero,comic book 1.4; keyword:car chase,secret agent,spy,secret identity,revenge,hitman 0.7; decade:2000,2010,2020 0.8; director:James Gunn,Anthony Russo,Sam Raimi 0.7; language:ja,zh -0.5; genre:Western -0.5"),
        Create("quests and adventure", 9, "genre:Adventure 2; genre:Fantasy 1.8; keyword:quest,treasure,magic,swordplay,pirates,dragon 1.1; director:Peter Jackson,Steven Spielberg,George Lucas 1; decade:1980,2000 0.5; genre:Drama -0.7"),
        Create("war and history", 7, "genre:War 3; keyword:world war ii,world war i,vietnam war,soldiers,holocaust,historical epic,civil war,biography,courage 0.9; director:David Lean,Steven Spielberg,Ridley Scott,Stanley Kubrick 0.6; genre:Animation,Children,Comedy -1"),
        Create("European art cinema", 5, "language:fr,it,sv,de,ru,pl,da,cs,hu,ro,el,fi,no,tr,fa,es,pt,is 2.5; keyword:new wave,slow cinema,surreal,neorealism,paris,faith 1; director:Ingmar Bergman,Andrei Tarkovsky,Federico Fellini,Krzysztof Kieślowski,Jean-Luc Godard,François Truffaut,Michael Haneke,Pedro Almodóvar 1; genre:Drama 0.7; genre:Action,Sci-Fi,Animation -0.7"),
        Create("East Asian cinema", 5, "language:ja,zh,ko 2.5; keyword:samurai,martial arts,hong kong,korea,swordplay,tokyo 1.2; director:Akira Kurosawa,Wong Kar-wai,Bong Joon-ho,Park Chan-wook,John Woo,Zhang Yimou 1; keyword:anime -1.5"),
        Create("Indian cinema", 3, "language:hi,te,ta,ml,bn 4; keyword:india 2; genre:Musical,Romance 0.4"),
        Create("musicals and music", 6, "genre:Musical 3; keyword:music,dance,stage,show business,concert,fame 1; director:Stanley Donen,Vincente Minnelli,Damien Chazelle 0.7; genre:Horror,Crime,Sci-Fi -1; keyword:talking animals -0.7"),
        Create("classic Hollywood", 4, "decade:1930,1940,1950 2; decade:1920,1960 1.2; keyword:screwball,slapstick,silent film,hollywood 1; director:Billy Wilder,Frank Capra,Howard Hawks,Charles Chaplin,Ernst Lubitsch,William Wyler 1; language:en 0.7; genre:Romance,Comedy 0.4; decade:2000,2010,2020 -1"),
        Create("westerns", 3, "genre:Western 5; keyword:gunfight,frontier,outlaw,spaghetti western 1; director:Sergio Leone,John Ford,Clint Eastwood,Sam Peckinpah 1; genre:Children,Horror -0.5"),
        Create("documentaries and true stories", 5, "genre:Documentary 4; keyword:biography,music,injustice,nature,sports,courage 0.9; genre:Horror,Fantasy,Animation -0.8"),
        Create("courtrooms, newsrooms and spies", 5, "keyword:courtroom 2.2; keyword:journalism,conspiracy,politics,injustice,corruption,spy,cold war,prejudice,prison 1.1; genre:Thriller,Drama,Crime 0.5; director:Sidney Lumet,Alan J. Pakula,Oliver Stone,Aaron Sorkin,Steven Soderbergh 1; genre:Horror,Animation,Sci-Fi,Musical -1"),
        Create("whimsy and melancholy", 6, "genre:Romance,Fantasy,Comedy 0.7; keyword:loneliness,chance meeting,memory,dream,surreal,paris,first love,magic 0.9; director:Jean-Pierre Jeunet,Wes Anderson,Michel Gondry,Sofia Coppola,Spike Jonze,Tim Burton,Wong Kar-wai,Wim Wenders 1.8; decade:1990,2000,2010 0.5; genre:Action,War,Crime,Animation -1"),
        Create("independent drama", 9, "genre:Drama 1.5; keyword:coming of age,family,grief,loneliness,lgbt,divorce,mothers and daughters,fathers and sons,race,poverty,small town,marriage,road trip 0.9; decade:2000,2010,2020 0.9; director:Paul Thomas Anderson,Greta Gerwig,Richard Linklater,Sofia Coppola,Barry Jenkins,Sean Baker 1; genre:Action,Horror,Animation,Sci-Fi,War -1"),
    ];

    // "kind:name,name weight; …": one weight for several features of a kind keeps the table readable.
    private static Taste Create(string name, double share, string weights)
    {
        Dictionary<string, double> result = [];
        foreach (string part in weights.Split("; "))
        {
            int colon = part.IndexOf(':', StringComparison.Ordinal);
            int space = part.LastIndexOf(' ');
            double weight = double.Parse(part[(space + 1)..], CultureInfo.InvariantCulture);
            foreach (string feature in part[(colon + 1)..space].Split(','))
            {
                result.Add($"{part[..colon]}:{feature}", weight);
            }
        }

        return new Taste(name, share, result);
    }
}
