using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Mediation;

/// <summary>The mediators' queue: what waits, who takes it, what goes back.</summary>
internal static class MediationEndpoints
{
    public static IServiceCollection AddMediation(this IServiceCollection services) =>
        services.AddSingleton<MediationNotes>().AddSingleton<LeaseKeeper>().AddHostedService(provider => provider.GetRequiredService<LeaseKeeper>());

    public static void MapMediation(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("").WithTags("Mediation");
        group.MapGet("/mediation/queue", GetMediationQueue.Handle).WithName("GetMediationQueue").WithSummary("我可以领取的案件，最早的在前，已脱敏")
            .RequireRoles(Role.Mediator).ProducesProblems(400);
        group.MapPost("/mediation/queue/claim", ClaimCaseForMediation.Handle).WithName("ClaimCase").WithSummary("领取一件（或指定的一件）；三个工作日内未开展调解自动退回")
            .RequireRoles(Role.Mediator).ProducesProblems(400, 403, 404, 409, 422);
        group.MapPost("/cases/{id}/mediation/offer", OfferToMediator.Handle).WithName("OfferMediation").WithSummary("交办：向指名的调解员或者调解组织交办，三个工作日内领取即为接受，不接受、不答复的转下一人选或者回到队列")
            .RequireRoles(Role.TriageOfficer, Role.TribunalHead).ChangesCase();
        group.MapPost("/cases/{id}/mediation/decline", DeclineTheOffer.Handle).WithName("DeclineOffer").WithSummary("不接受交办，说明理由")
            .RequireRoles(Role.Mediator).ChangesCase();
        group.MapPost("/cases/{id}/mediation/return", ReturnCaseToQueue.Handle).WithName("ReturnCase").WithSummary("退回队列，说明理由；保留原来的位次；调解员不能继续的，由程序分流员、庭长收回")
            .RequireRoles(Role.Mediator, Role.TriageOfficer, Role.TribunalHead).ChangesCase();
        group.MapPost("/cases/{id}/mediation/consent", RecordConsent.Handle).WithName("RecordConsent").WithSummary("记录一方当事人是否同意调解；拒绝的不再等待调解")
            .RequireRoles(Role.Mediator, Role.Clerk, Role.TriageOfficer, Role.Judge, Role.TribunalHead).ChangesCase();
        group.MapPost("/cases/{id}/mediation/sessions", RecordSession.Handle).WithName("RecordSession").WithSummary("登记一次调解：现场、电话、视频或者非同步；笔记保密，另存")
            .RequireRoles(Role.Mediator).ChangesCase();
        group.MapGet("/cases/{id}/mediation/notes", GetOwnNotes.Handle).WithName("GetOwnNotes").WithSummary("本人在本案中的保密笔记")
            .RequireRoles(Role.Mediator);
        group.MapPost("/cases/{id}/mediation/extend", ExtendMediationPeriod.Handle).WithName("ExtendMediation").WithSummary("双方同意延长调解期限")
            .RequireRoles(Role.Mediator, Role.TriageOfficer, Role.TribunalHead).ChangesCase();
        group.MapPost("/cases/{id}/mediation/change", ReplaceMediator.Handle).WithName("ReplaceMediator").WithSummary("更换调解员，一次为限")
            .RequireRoles(Role.TriageOfficer, Role.TribunalHead).ChangesCase();
        group.MapPost("/cases/{id}/mediation/outcome", RecordOutcome.Handle).WithName("RecordMediationOutcome").WithSummary("调解终止单：结果、协议、无争议事实、争议焦点、繁简意见")
            .RequireRoles(Role.Mediator).ChangesCase();
        group.MapPost("/cases/{id}/mediation/resume", ResumeMediation.Handle).WithName("ResumeMediation").WithSummary("确认申请被驳回后，变更协议或者达成新的协议")
            .RequireRoles(Role.Mediator, Role.Clerk, Role.TriageOfficer, Role.TribunalHead).ChangesCase();
        group.MapGet("/cases/{id}/mediation/recommendations", RecommendMediators.Handle).WithName("RecommendMediators").WithSummary("适合的调解组织和三名调解员，附理由；不能推荐的也附理由")
            .RequireRoles(Role.Clerk, Role.TriageOfficer, Role.Judge, Role.TribunalHead, Role.President).ProducesProblems(404);
    }
}
