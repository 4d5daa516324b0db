using System.Text.Json.Serialization;

namespace Triage.Api.Domain;

/// <summary>What mediation adds to a case.</summary>
internal sealed record MediationRecord
{
    /// <summary>When the case first entered the queue; a return or an expired lease keeps it, so the old place is kept too.</summary>
    public required DateTimeOffset QueuedAt { get; init; }
    /// <summary>How often a mediator has taken it.</summary>
    public int Attempt { get; init; }
    public MediationLease? Lease { get; init; }
    public IReadOnlyList<MediationReturn> Returns { get; init; } = [];
    /// <summary>The day a mediator first accepted: the mediation clock starts on the day after (特邀调解规定 27).</summary>
    public DateOnly? StartedOn { get; init; }
    /// <summary>How often the mediator was changed at a party's request; a second refusal counts as refusing mediation (在线调解规则 14).</summary>
    public int Changes { get; init; }
    public DateOnly? EndedOn { get; init; }
    public MediationOutcome? Outcome { get; init; }
    public string? Reason { get; init; }
    public IReadOnlyList<MediationConsent> Consents { get; init; } = [];
    public IReadOnlyList<MediationSession> Sessions { get; init; } = [];
    public IReadOnlyList<MediationExtension> Extensions { get; init; } = [];
    public MediationAgreement? Agreement { get; init; }
    /// <summary>Facts that both sides acknowledge in writing; unlike concessions they may be used later (特邀调解规定 22).</summary>
    public IReadOnlyList<string> UndisputedFacts { get; init; } = [];
    /// <summary>争议焦点, of the termination sheet.</summary>
    public string? Focus { get; init; }
    /// <summary>The mediator's own view whether the case is simple or complex (繁简分流建议).</summary>
    public ComplexityOpinion? ComplexityOpinion { get; init; }
    /// <summary>Agreements that a court did not confirm and that were changed since.</summary>
    public IReadOnlyList<MediationAgreement> EarlierAgreements { get; init; } = [];

    /// <summary>A party that has said no and not yes since: nobody is mediated against their will (民事诉讼法 125).</summary>
    [JsonIgnore]
    public string? Refuser => Consents.GroupBy(c => c.Party).Select(g => g.Last()).FirstOrDefault(c => !c.Given)?.Party;

    /// <summary>Everybody who has held this case as mediator (特邀调解规定 16).</summary>
    public IEnumerable<string> Mediators(string? now) => Returns.Select(r => r.Mediator).Append(now).OfType<string>().Distinct();
}

internal enum MediationOutcome { Agreed, Failed, Withdrawn, SettledPrivately, Unreachable, RefusedToSign, Expired, Other }

internal enum SessionMode { OnSite, Phone, Video, Asynchronous }

internal enum ComplexityOpinion { Simple, Complex }

/// <summary>One mediator's hold on a case: until the end of the third working day (在线调解规则 12), then the case goes back by itself.</summary>
internal sealed record MediationLease(string Mediator, DateTimeOffset ClaimedAt, DateTimeOffset Until);

/// <param name="Expired">True when nobody returned it: the lease ran out.</param>
internal sealed record MediationReturn(string Mediator, DateTimeOffset At, string Reason, bool Expired);

/// <param name="Party">Name of the party.</param>
internal sealed record MediationConsent(string Party, bool Given, DateOnly On);

/// <param name="Helpers">Village cadres, relatives and others who came to help.</param>
/// <param name="Mediator">Who held it.</param>
/// <param name="HasNote">A confidential note was kept; it lies apart and only its author reads it (特邀调解规定 22).</param>
internal sealed record MediationSession(SessionMode Mode, DateOnly HeldOn, IReadOnlyList<string> Helpers, string Mediator, bool HasNote);

/// <param name="ConsentOn">The day both sides agreed to go on.</param>
internal sealed record MediationExtension(int Days, DateOnly ConsentOn);

/// <param name="SignedOn">The last party's signature.</param>
/// <param name="MediatorSealedOn">The mediator's signature or the committee's seal; the agreement takes effect on the later of the two (人民调解法 29).</param>
internal sealed record MediationAgreement(string Text, DateOnly SignedOn, DateOnly MediatorSealedOn, IReadOnlyList<PerformanceItem> Performance)
{
    public DateOnly EffectiveOn => SignedOn > MediatorSealedOn ? SignedOn : MediatorSealedOn;
}

/// <param name="PerformedOn">Null while it has not been done.</param>
/// <param name="Enforced">True where it took enforcement.</param>
internal sealed record PerformanceItem(string What, DateOnly DueOn, DateOnly? PerformedOn = null, bool Enforced = false);
