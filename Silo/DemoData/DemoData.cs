using Platform.Grains.Imports;

namespace Platform.Silo.DemoData;

static class DemoData
{
    /// <summary>Seeds the demonstration authorities where <c>Demonstration:Tenants</c> asks for it.</summary>
    public static void AddDemonstration(this WebApplicationBuilder builder)
    {
        if (!builder.Configuration.GetValue("Demonstration:Tenants", false))
            return;
        builder.Services.AddSingleton<HistoryImport>().AddSingleton<DemoPopulation>();
        builder.Services.AddSingleton<DemoDataSeeder>().AddHostedService(services => services.GetRequiredService<DemoDataSeeder>());
    }
}
