using System.Data.Common;
using System.Text;
using Dapper;
using Triage.Api.Data;

namespace Triage.Api.Features.Mediation;

/// <summary>The mediator's confidential notes, sealed and apart from the case (特邀调解规定 22, 28(4)): the firewall is a table that nothing else reads.</summary>
internal sealed class MediationNotes(Sealer sealer)
{
    public async Task WriteAsync(WriteUnit unit, string caseId, string mediator, DateOnly heldOn, string text, DateTimeOffset at)
    {
        var id = Guid.CreateVersion7(at).ToString("n");
        _ = await unit.ExecuteAsync(Insert, new { id, caseId, mediator, heldOn, at, body = sealer.Seal(Context(id), Encoding.UTF8.GetBytes(text)) });
    }

    /// <summary>What this mediator has written about this case, oldest first.</summary>
    public async Task<IReadOnlyList<MediationNote>> ReadAsync(DbConnection connection, string caseId, string mediator, CancellationToken ct)
    {
        var rows = await connection.QueryAsync<NoteRow>(new CommandDefinition(Select, new { caseId, mediator }, cancellationToken: ct));
        return [.. rows.Select(r => new MediationNote(r.HeldOn, r.WrittenAt, Encoding.UTF8.GetString(sealer.Unseal(Context(r.Id), r.Body))))];
    }

    private static string Context(string id) => "mediation-note:" + id;

    private const string Insert = "insert into mediation_notes (id, case_id, mediator, held_on, written_at, body) values (@id, @caseId, @mediator, @heldOn, @at, @body)";

    private const string Select = "select id, held_on, written_at, body from mediation_notes where case_id = @caseId and mediator = @mediator order by written_at, id";

    private sealed record NoteRow
    {
        public string Id { get; init; } = "";
        public DateOnly HeldOn { get; init; }
        public DateTimeOffset WrittenAt { get; init; }
        public byte[] Body { get; init; } = [];
    }
}

internal sealed record MediationNote(DateOnly HeldOn, DateTimeOffset WrittenAt, string Text);
