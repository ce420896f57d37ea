using Platform.Web.Portal.Home;

namespace Platform.Tests.Web.Portal;

/// <summary>A service is found as people ask for it.</summary>
public class ServiceSearchTests
{
    const string Roads = "Voirie et éclairage public Nids-de-poule, trottoirs, lampadaires en panne, signalisation.";
    const string Registry = "État civil et population Actes de naissance, cartes d'identité et passeports.";
    const string Waste = "Collecte des déchets Ordures ménagères, tri, déchèteries.";

    [Theory]
    [InlineData(Roads, "lampadère")]
    [InlineData(Roads, "LAMPADAIRE")]
    [InlineData(Roads, "réverbère")]
    [InlineData(Roads, "trotoir")]
    [InlineData(Registry, "carte didentite")]
    [InlineData(Registry, "carte d’identité")]
    [InlineData(Registry, "pasport")]
    [InlineData(Registry, "etat-civil")]
    [InlineData(Waste, "poubelle")]
    [InlineData(Waste, "poubeles")]
    [InlineData(Waste, "déchetterie")]
    public void AServiceIsFoundAsPeopleAskForIt(string sheet, string asked) => Assert.True(ServiceSearch.Finds(sheet, asked));

    [Theory]
    [InlineData(Roads, "poubelle")]
    [InlineData(Registry, "lampadaire")]
    [InlineData(Waste, "passeport")]
    [InlineData(Waste, "zz")]
    public void AnotherServiceIsNot(string sheet, string asked) => Assert.False(ServiceSearch.Finds(sheet, asked));
}
