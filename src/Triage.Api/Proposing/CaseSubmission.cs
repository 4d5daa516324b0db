using Triage.Api.Domain;

namespace Triage.Api.Proposing;

/// <summary>A dispute as it comes in: the body of POST /cases and of POST /triage/preview.</summary>
/// <remarks>Everything may be absent on the wire, so that every missing field is reported at once (<see cref="SubmissionRules"/>).</remarks>
internal sealed record CaseSubmission
{
    /// <summary>Code of the tribunal; absent: the user's own.</summary>
    public string? Tribunal { get; init; }
    /// <summary>The day it was handed in; absent: today. Not in the future.</summary>
    public DateOnly? ReceivedOn { get; init; }
    public Channel? Channel { get; init; }
    public SourceBody? Source { get; init; }
    public ProxyBody? FiledByProxy { get; init; }
    /// <summary>Of an oral filing: the record, read back and signed. Without it the case carries the flag oral_record_missing.</summary>
    public OralRecordBody? OralRecord { get; init; }
    public IReadOnlyList<PartyBody>? Parties { get; init; }
    /// <summary>10 to 20,000 characters, in the party's own words.</summary>
    public string? Narrative { get; init; }
    public IReadOnlyList<string>? Claims { get; init; }
    /// <summary>Yuan, at most two places; null where no money is claimed.</summary>
    public decimal? Amount { get; init; }
    /// <summary>Code or name of a cause in force on the day of receipt; null: the model proposes one.</summary>
    public string? Cause { get; init; }
    /// <summary>Facts by id (GET /rules lists them). One that is left out or null is unknown, not false.</summary>
    public IReadOnlyDictionary<string, bool?>? Facts { get; init; }
    /// <summary>The filing party's; the other side is asked by the mediator.</summary>
    public MediationWish? MediationWish { get; init; }
    /// <summary>The clerk accepts the proposal in advance: the case is routed at once unless triage abstains.</summary>
    public bool? AcceptProposal { get; init; }
}

internal sealed record SourceBody
{
    /// <summary>e.g. police_station.</summary>
    public string? Kind { get; init; }
    public string? Name { get; init; }
    /// <summary>Its own number there, e.g. of the police incident.</summary>
    public string? Reference { get; init; }
}

internal sealed record ProxyBody
{
    public string? Name { get; init; }
    /// <summary>What shows that the proxy may file.</summary>
    public string? Authority { get; init; }
}

internal sealed record OralRecordBody
{
    /// <summary>Who wrote it down.</summary>
    public string? RecordedBy { get; init; }
    /// <summary>The day it was read aloud to the plaintiff; absent: the day of receipt.</summary>
    public DateOnly? ReadBackOn { get; init; }
    /// <summary>signed or fingerprint (按指印).</summary>
    public RecordSignature? Signature { get; init; }
}

internal sealed record PartyBody
{
    public PartyRole? Role { get; init; }
    public PartyKind? Kind { get; init; }
    public string? Name { get; init; }
    public string? IdNumber { get; init; }
    public string? Phone { get; init; }
    public string? Address { get; init; }
    public string? Village { get; init; }
    public Contact? Contact { get; init; }
}
