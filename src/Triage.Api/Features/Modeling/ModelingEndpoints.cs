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
        group.MapPost("/reload", ReloadModel.Handle).WithName("ReloadModel").WithSummary("重新载入模型文件；坏文件不会替换在用模型").RequireRoles(Role.DataStaff).ProducesProblems(422);
    }
}
