using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Modeling;

/// <summary>The model as a person may question it, and the switch to a new one.</summary>
internal static class ModelingEndpoints
{
    public static void MapModeling(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/model").WithTags("Model");
        group.MapGet("", GetModel.Handle).WithName("GetModel").WithSummary("模型说明：版本、数据、各类得分、校准、阈值、混淆").RequireSignedIn();
        group.MapGet("/history", GetModelHistory.Handle).WithName("GetModelHistory").WithSummary("模型沿革：何时由谁换上哪个版本，各版本的成绩").RequireRoles(Role.DataStaff, Role.Leader, Role.President);
        group.MapGet("/labels", GetLabels.Handle).WithName("GetModelLabels").WithSummary("供再训练的标注：脱敏叙述与最终的案由、去向").RequireRoles(Role.DataStaff).ProducesProblems(400);
        group.MapGet("/drift", GetDrift.Handle).WithName("GetModelDrift").WithSummary("某月的弃权、改派、类别与分数分布，对照模型说明").RequireRoles(Role.DataStaff, Role.Leader, Role.President).ProducesProblems(400);
        group.MapGet("/shadow", GetShadow.Handle).WithName("GetModelShadow").WithSummary("影子模式：挑战模型与在用模型的异同").RequireRoles(Role.DataStaff).ProducesProblems(400);
        group.MapPost("/reload", ReloadModel.Handle).WithName("ReloadModel").WithSummary("重新载入模型文件；坏文件不会替换在用模型").RequireRoles(Role.DataStaff).ProducesProblems(422);
    }
}
