using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Http;
using Triage.Api.Rules;

namespace Triage.Api.Features.Deadlines;

/// <summary>The periods of a case and why they end when they do, what is due today, and the calendar they are counted with.</summary>
internal static class DeadlinesEndpoints
{
    public static IServiceCollection AddDeadlines(this IServiceCollection services) => services
        .AddSingleton(provider => CalendarStore.LoadAsync(provider.GetRequiredService<Database>(), provider.GetRequiredService<RuleBook>().Clocks,
            provider.GetRequiredService<CourtSetup>().Calendar, CancellationToken.None).GetAwaiter().GetResult())
        .AddSingleton<Func<WorkingCalendar>>(provider => () => provider.GetRequiredService<CalendarStore>().Calendar)
        .AddSingleton<CaseViews>()
        .AddHostedService<DueDateKeeper>();

    public static void MapDeadlines(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("").WithTags("Deadlines");
        group.MapGet("/cases/{id}/deadlines", GetDeadlines.Handle).WithName("GetDeadlines").WithSummary("一件案件的全部期限：起算、长度、每一日的增减及其依据、届满日")
            .RequireRoles(CaseAccess.Readers).ProducesProblems(404);
        group.MapGet("/worklist", GetWorklist.Handle).WithName("GetWorklist").WithSummary("每日工作清单：已超期、今日届满、即将届满，按角色")
            .RequireRoles(GetWorklist.Readers).ProducesProblems(400);
        group.MapPut("/calendar/{year:int}", PutCalendar.Handle).WithName("PutCalendar").WithSummary("录入某年的节假日安排；未届满的期限随即重新计算，已终了的不变")
            .RequireRoles(Role.SystemAdmin).ProducesProblems(400, 413, 415, 422, 503, 507);
    }
}
