using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Proposing;
using Triage.Model.Store;

namespace Triage.Api.Features.Modeling;

/// <summary>Which models were in force since when and by whose hand, with the figures of their cards: the history of the store that the model file lies in.</summary>
internal static class GetModelHistory
{
    public static Ok<ModelHistoryResponse> Handle(ModelHost models)
    {
        var card = models.Engine.Card;
        var (events, unreadable) = Read(models.Path);
        return TypedResults.Ok(new ModelHistoryResponse(card.Version, ModelFigures.Of(card), unreadable, [.. events.Select((item, at) =>
            new ModelHistoryEntry(item.At, item.Action, item.Version, item.By, item.Figures, at == events.Count - 1 && item.Version == card.Version))]));
    }

    private static (IReadOnlyList<ModelEvent> Events, bool Unreadable) Read(string path)
    {
        try
        {
            return (ModelHistory.Beside(path).Events, false);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            // The service runs on its model; a spoilt diary beside it is reported, not fatal.
            return ([], true);
        }
    }
}

/// <param name="InForce">Version that answers now.</param>
/// <param name="Figures">Its figures.</param>
/// <param name="Unreadable">A history lies beside the model but cannot be read.</param>
/// <param name="Events">Oldest first; empty for a model that came with the service and was never exchanged.</param>
internal sealed record ModelHistoryResponse(string InForce, ModelFigures Figures, bool Unreadable, IReadOnlyList<ModelHistoryEntry> Events);

/// <param name="Action">promote or rollback.</param>
/// <param name="By">Who exchanged it; null in entries of older stores.</param>
/// <param name="Figures">Of its card; null in entries of older stores.</param>
/// <param name="InForce">The service answers with what this entry put in force: false everywhere when the file was exchanged and not taken up yet.</param>
internal sealed record ModelHistoryEntry(DateTimeOffset At, string Action, string Version, string? By, ModelFigures? Figures, bool InForce);
