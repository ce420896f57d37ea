using System.Text.RegularExpressions;

namespace Platform.Tests.Telemetry;

/// <summary>The same on pages, as browsers send them.</summary>
sealed partial class CanaryTraffic
{
    async Task FillForms()
    {
        using var visitor = platform.Visitor(Town);
        var told = new Dictionary<string, string>
        {
            ["service"] = "voirie", ["subject"] = canaries.Word(), ["body"] = canaries.Word(), ["name"] = canaries.Word(),
            ["email"] = canaries.Word() + "@exemple.fr", ["phone"] = canaries.Phone(), ["language"] = "fr",
        };
        await Fill(visitor, 200, "/contact", told);
        await Fill(visitor, 422, "/contact", new(told) { ["service"] = canaries.Word(), ["email"] = canaries.Word(), ["Command"] = canaries.Word() });
        await Fill(visitor, 200, "/tracking", new() { ["Code"] = canaries.Word() });
        await Fill(visitor, 4, "/sign-in", new() { ["subject"] = canaries.Word() }, form: false);
    }

    async Task AtTheDesk()
    {
        using var camille = platform.Visitor(Town);
        await Fill(camille, 200, "/sign-in", new() { ["subject"] = "agent:camille" }, form: false);
        var name = canaries.Word();
        var file = await Fill(camille, 200, "/desk/record", new()
        {
            ["channel"] = "Phone", ["name"] = name, ["email"] = canaries.Word() + "@exemple.fr", ["phone"] = canaries.Phone(), ["subject"] = canaries.Word(),
            ["body"] = canaries.Word(), ["service"] = "voirie", ["language"] = "fr", ["note"] = canaries.Word(), ["Opens"] = "true",
        });
        await Fill(camille, 200, "/desk", new() { ["Q"] = name });
        await Fill(camille, 200, file + "?handler=Note", new() { ["Text"] = canaries.Word() }, from: file);
        await Ask(camille, 4, $"/desk/citizens/{canaries.Word()}");
    }

    // Sends a page's own form as a browser does; answers where it led.
    static async Task<string> Fill(HttpClient http, int status, string path, Dictionary<string, string> fields, bool form = true, string? from = null)
    {
        if (form)
            foreach (Match hidden in Hidden.Matches(await http.GetStringAsync(from ?? path)))
                fields.TryAdd(hidden.Groups[1].Value, hidden.Groups[2].Value);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields), Headers = { { "Sec-Fetch-Site", "same-origin" } } };
        using var answer = await http.SendAsync(request);
        await Heard(status, answer);
        return answer.RequestMessage!.RequestUri!.AbsolutePath;
    }

    [GeneratedRegex("""<input[^>]*?name="(Command|__RequestVerificationToken)"[^>]*?value="([^"]*)""")]
    static partial Regex Hidden { get; }
}
