using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Proposing;
using Triage.Model;

namespace Triage.Api.Features.Modeling;

/// <summary>The card that travels inside the model file.</summary>
internal static class GetModel
{
    public static Ok<ModelCard> Handle(ModelHost models) => TypedResults.Ok(models.Engine.Card);
}
