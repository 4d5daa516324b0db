using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.FollowUp;

/// <summary>What follows: performance, the visit, doing it again, the letter, the archive.</summary>
internal static class FollowUpEndpoints
{
    public static IServiceCollection AddFollowUp(this IServiceCollection services, IConfiguration settings) =>
        services.AddSingleton(settings.GetSection("FollowUp").Get<AfterPolicy>() ?? new AfterPolicy());

    public static void MapFollowUp(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/cases/{id}").WithTags("Follow-up");
        group.MapPost("/follow-up", RecordFollowUp.Handle).WithName("RecordFollowUp").WithSummary("回访：是否履行、是否满意；不满意的重办，满三次由院领导决定")
            .RequireRoles(Role.Clerk, Role.TriageOfficer, Role.Mediator, Role.Judge, Role.TribunalHead, Role.President, Role.Leader).ChangesCase();
        group.MapPost("/archive", ArchiveTheCase.Handle).WithName("ArchiveCase").WithSummary("归档：必备材料齐全、裁判已生效、没有未办结的重办")
            .RequireRoles(Role.Clerk, Role.Judge, Role.TribunalHead).ChangesCase();
        group.MapPost("/reminders", SendReminder.Handle).WithName("SendReminder").WithSummary("发提醒函，限期答复")
            .RequireRoles(Role.TribunalHead, Role.President, Role.Leader).ChangesCase();
        group.MapPost("/reminders/{number:int}/answer", AnswerReminderLetter.Handle).WithName("AnswerReminder").WithSummary("答复提醒函：收函人本人，或者发函人代为登记并注明情况")
            .RequireRoles(Role.Clerk, Role.TriageOfficer, Role.Mediator, Role.Judge, Role.TribunalHead, Role.President, Role.Leader).ChangesCase();
    }
}
