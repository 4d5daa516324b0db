using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Proposing;

namespace Triage.Api.Features.Modeling;

/// <summary>Takes the model file up again without dropping a request.</summary>
internal static class ReloadModel
{
    public static Results<Ok<ReloadResponse>, Problem> Handle(ModelHost models) =>
        models.Reload() is { } refused
            ? Problems.From(new Refusal(RefusalCodes.ModelRefused, $"模型文件不可用，继续使用原模型：{refused.Message}", $"The model file is refused ({refused.Fault}); the old model stays."))
            : TypedResults.Ok(new ReloadResponse(models.Engine.Card.Version, models.Engine.Card.TrainedOn));
}

internal sealed record ReloadResponse(string Version, DateOnly TrainedOn);
