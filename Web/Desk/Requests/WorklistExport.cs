using System.Text;
using Microsoft.AspNetCore.Mvc;
using Platform.Grains.Interfaces.Requests;
using Platform.Web.Theme;

namespace Platform.Web.Desk.Requests;

// The list as a spreadsheet reads it: the same filters, order and columns, to its end.
sealed partial class WorklistPage
{
    const int ExportPage = 200;

    public async Task<IActionResult> OnGetCsv(CancellationToken cancellation)
    {
        (Service, Assignee) = (Trimmed(Service), Trimmed(Assignee));
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"{presenter["work.file"]}-{presenter.Local(presenter.Now):yyyy-MM-dd}.csv\"";
        await using var text = new StreamWriter(Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await text.WriteAsync(CsvLine.Of(
            presenter["work.number"], presenter["open.subject"], presenter["request.of"], presenter["work.service"], presenter["work.channel"], presenter["work.status"],
            presenter["open.priority"], presenter["work.assignee"], presenter["work.opened"], presenter["work.due"]));
        Guid? after = null;
        IReadOnlyList<RequestListItem> page;
        do
        {
            page = await requests.List(presenter.Caller.Tenant, presenter.Caller.VisibleSectors, Filter, ExportPage, after, cancellation);
            await LoadNames(page, cancellation);
            foreach (var item in page)
                await text.WriteAsync(Line(item));
            await text.FlushAsync(cancellation);
            after = page is [.., var last] ? last.Id.Value : null;
        }
        while (page.Count == ExportPage);
        return new EmptyResult();
    }

    string Line(RequestListItem item) => CsvLine.Of(
        item.Number, item.Subject, Names.GetValueOrDefault(item.Citizen), presenter.ServiceName(item.Service),
        item.Channel is { } channel ? presenter["channel." + StatusBadge.Key(channel)] : null,
        presenter["status." + StatusBadge.Key(item.Status)] + (item.Late ? ", " + presenter["request.late"] : ""),
        presenter["priority." + StatusBadge.Key(item.Priority)], item.AssigneeName ?? item.Assignee,
        $"{presenter.Local(item.OpenedAt):yyyy-MM-dd HH:mm}", item.DueAt is { } due ? $"{presenter.Local(due):yyyy-MM-dd HH:mm}" : null);
}
