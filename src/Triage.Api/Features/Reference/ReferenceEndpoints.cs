using Triage.Api.Http;

namespace Triage.Api.Features.Reference;

/// <summary>What the court, the causes, the rules and the calendar are: data that every signed-in person may read.</summary>
internal static class ReferenceEndpoints
{
    public static void MapReference(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("").WithTags("Reference").RequireSignedIn();
        group.MapGet("/court", GetCourt.Handle).WithName("GetCourt").WithSummary("法院、法庭、团队、人员、调解组织、村居与法庭的对应");
        group.MapGet("/court/names", GetCourt.HandleNames).WithName("GetCourtNames").WithSummary("法庭、团队、人员、调解员的名称");
        group.MapGet("/causes", GetCauses.Handle).WithName("GetCauses").WithSummary("某日施行的案由表").ProducesProblems(400);
        group.MapGet("/rules", GetRules.Handle).WithName("GetRules").WithSummary("全部闸门、事实项、繁简分值与程序模式，各附法条");
        group.MapGet("/rules/facts", GetRules.HandleFacts).WithName("GetFacts").WithSummary("事实项：名称、问法、类型");
        group.MapGet("/calendar/{year:int}", GetCalendar.Handle).WithName("GetCalendar").WithSummary("某年的节假日与调休上班日").ProducesProblems(404);
    }
}
