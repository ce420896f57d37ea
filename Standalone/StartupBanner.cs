using Platform.Gateway.SignIn;
using Platform.Silo.DemoData;

namespace Platform.Standalone;

/// <summary>What a newcomer reads when the platform is ready.</summary>
static class StartupBanner
{
    public static async Task Print(TextWriter output, int port, DataFolder data, People people)
    {
        await output.WriteLineAsync("\nLa plateforme est prête. / The platform is ready.\n");
        await output.WriteLineAsync($"  {"Collectivité",-28}{"Adresse",-42}Clé d'API (Authorization: Bearer ...)");
        foreach (var town in DemoTenant.All.Reverse())
            await output.WriteLineAsync($"  {town.Name,-28}{$"http://{town.Host}:{port}",-42}{town.Key}");
        await output.WriteLineAsync("\n  Se connecter, sans mot de passe / sign in, no password: ADRESSE/sign-in\n");
        foreach (var town in DemoTenant.All.Reverse())
        {
            await output.WriteLineAsync($"  {town.Name}");
            foreach (var person in people.All.Where(person => person.Tenant == town.Id.Value))
                await output.WriteLineAsync($"    {person.Role,-15}{person.Name,-18}{Rights(person)}");
        }
        await output.WriteLineAsync($"\n  Données / data: {data.Path}\n  Ctrl-C arrête / stops.\n");
        await output.FlushAsync();
    }

    static string Rights(Person person) =>
        person.Sectors.Length > 0 ? string.Join(", ", person.Sectors)
        : person.Role == "agent" ? "premier niveau / first level"
        : person.Email ?? person.Service ?? "";
}
