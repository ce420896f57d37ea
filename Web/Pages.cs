using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.WebEncoders;
using Platform.Web.Desk.Search;
using Platform.Web.Localization;
using Platform.Web.Portal.Contacts;
using Platform.Web.Theme;

namespace Platform.Web;

/// <summary>The pages as a part of the silo.</summary>
static class Pages
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddHttpContextAccessor().AddScoped<PagePresenter>();
        services.AddRazorPages(pages => pages.RootDirectory = "/").AddApplicationPart(typeof(Pages).Assembly);
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddSingleton<IDataProtectionProvider, PageDataProtector>();
        services.Configure<CookieTempDataProviderOptions>(options => options.Cookie.Name = "said");
        services.AddSingleton<ReceiptCookie>().AddSingleton<SearchAddress>().AddScoped<DeskSearch>();
        // Names and towns keep their accents in the page; what could be markup is encoded all the same.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        return services;
    }

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapAssets();
        routes.MapBrand();
        routes.MapLanguageChoice();
        routes.MapRazorPages();
    }
}
