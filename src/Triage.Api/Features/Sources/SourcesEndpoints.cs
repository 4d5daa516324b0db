using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Sources;

/// <summary>Where disputes come from: police, grid, hotline, petition, villages; their ledgers, their tribunals, their days.</summary>
internal static class SourcesEndpoints
{
    public static void MapSources(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("").WithTags("Sources");
        group.MapGet("/sources/ledger", GetSourceLedger.Handle).WithName("GetSourceLedger").WithSummary("来源台账：按来源列出移送的纠纷，两个期限（及时受理、按期办结）和核查记录")
            .RequireRoles(Role.Clerk, Role.TriageOfficer, Role.TribunalHead, Role.President, Role.Leader).ProducesProblems(400);
        group.MapPost("/cases/{id}/ledger-checks", MarkLedger.Handle).WithName("MarkLedger").WithSummary("台账核查记录")
            .RequireRoles(Role.Clerk, Role.TriageOfficer, Role.TribunalHead).ChangesCase();
        group.MapPost("/cases/{id}/source-reference", AddSourceReference.Handle).WithName("GiveSourceReference").WithSummary("补登来源编号：警情、工单、信访等编号，收件时没有的补一次；更改已登记的须说明理由")
            .RequireRoles(Role.Clerk, Role.TriageOfficer, Role.TribunalHead).ChangesCase();
        group.MapGet("/villages/tribunal", FindTribunal.Handle).WithName("FindTribunal").WithSummary("某村归哪个法庭、联络员是谁、就近的站点")
            .RequireSignedIn().ProducesProblems(400, 404);
        group.MapGet("/reception-days", GetReceptionDays.Handle).WithName("GetReceptionDays").WithSummary("各站点的接待日；逢休息日顺延")
            .RequireSignedIn().ProducesProblems(400);
    }
}
