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
    /// <summary>Handed to a named mediator or organisation and not answered yet; nobody else may take it meanwhile.</summary>
    public MediationOffer? Offer { get; init; }
    /// <summary>Offers that were answered, let lapse or taken back, oldest first. Cases stored before there were offers have none.</summary>
    public IReadOnlyList<AnsweredOffer> Offers { get => field ?? []; init; }
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
    /// <summary>Of the mediation that runs or ran last: what was agreed on in one before it does not hold for it (特邀调解规定 27).</summary>
    [JsonIgnore]
    public int ExtendedDays => Extensions.Where(extension => extension.ConsentOn >= StartedOn).Sum(extension => extension.Days);
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
    public string? Refuser => Consents.Where(c => c.IsForMediation).GroupBy(c => c.Party).Select(g => g.Last()).FirstOrDefault(c => !c.Given)?.Party;

    /// <summary>Parties whose last word on this is no.</summary>
    public IEnumerable<string> Refusing(ConsentStage stage) => Consents.Where(c => c.Stage == stage).GroupBy(c => c.Party).Select(g => g.Last()).Where(c => !c.Given).Select(c => c.Party);

    /// <summary>Everybody who has held this case as mediator (特邀调解规定 16).</summary>
    public IEnumerable<string> Mediators(string? now) => Returns.Select(r => r.Mediator).Append(now).OfType<string>().Distinct();
}

internal enum MediationOutcome { Agreed, Failed, Withdrawn, SettledPrivately, Unreachable, RefusedToSign, Expired, Other }

internal enum SessionMode { OnSite, Phone, Video, Asynchronous }

internal enum ComplexityOpinion { Simple, Complex }

/// <summary>One mediator's hold on a case: until the end of the third working day (在线调解规则 12), then the case goes back by itself.</summary>
internal sealed record MediationLease(string Mediator, DateTimeOffset ClaimedAt, DateTimeOffset Until);

/// <param name="Expired">True when nobody returned it: the lease ran out.</param>
/// <param name="Replaced">True where the parties had the mediator changed: this one does not take the case again (特邀调解规定 13).</param>
/// <param name="ReturnedBy">Who gave it back or took it back, as the account's name; null where the lease ran out, and in records from before it was kept.</param>
internal sealed record MediationReturn(string Mediator, DateTimeOffset At, string Reason, bool Expired, bool Replaced = false, string? ReturnedBy = null);

/// <summary>Who named the mediator: the parties together, or the court where they could not agree (特邀调解规定 12).</summary>
internal enum OfferChoice { Court, Parties }

/// <summary>An officer has handed the case to somebody; it is accepted by a claim, declined, or lapses at the end of the third working day (在线调解规则 12).</summary>
/// <param name="To">Id of a mediator or of an organisation, any of whose mediators may accept.</param>
/// <param name="Next">Who is asked by itself where this one declines or keeps silent, in order.</param>
internal sealed record MediationOffer(string To, OfferChoice ChosenBy, IReadOnlyList<string> Next, DateTimeOffset OfferedAt, DateTimeOffset Until, string By, string? Reason);

internal enum OfferAnswer { Accepted, Declined, Lapsed, TakenBack }

/// <param name="Mediator">Who answered; null where nobody did.</param>
/// <param name="Reason">Why it was declined.</param>
internal sealed record AnsweredOffer(string To, OfferChoice ChosenBy, DateTimeOffset OfferedAt, OfferAnswer Answer, DateTimeOffset AnsweredAt, string? Mediator, string? Reason);

/// <summary>What a consent is for. A party may agree to be mediated and still not by video, or not any longer.</summary>
internal enum ConsentStage
{
    /// <summary>委派调解, before the case is registered.</summary>
    BeforeFiling,
    /// <summary>先行、委托调解, once it is.</summary>
    AfterFiling,
    /// <summary>More days (特邀调解规定 27).</summary>
    Extension,
    /// <summary>Online, by video or in turns (在线调解规则 16).</summary>
    Online,
}

/// <param name="Party">Name of the party.</param>
/// <param name="Stage">Null in records from before stages were told apart: mediation as it stood then.</param>
internal sealed record MediationConsent(string Party, bool Given, DateOnly On, ConsentStage? Stage = null)
{
    /// <summary>Whether it is about being mediated at all.</summary>
    [JsonIgnore]
    public bool IsForMediation => Stage is null or ConsentStage.BeforeFiling or ConsentStage.AfterFiling;
}

/// <param name="Helpers">Village cadres, relatives and others who came to help.</param>
/// <param name="Mediator">Who held it.</param>
/// <param name="HasNote">A confidential note was kept; it lies apart and only its author reads it (特邀调解规定 22).</param>
internal sealed record MediationSession(SessionMode Mode, DateOnly HeldOn, IReadOnlyList<string> Helpers, string Mediator, bool HasNote);

/// <param name="ConsentOn">The day both sides agreed to go on.</param>
/// <param name="ConsentedBy">Who agreed; null in records from before they were named.</param>
internal sealed record MediationExtension(int Days, DateOnly ConsentOn, IReadOnlyList<string>? ConsentedBy = null);

/// <param name="SignedOn">The last party's signature.</param>
/// <param name="MediatorSealedOn">The mediator's signature or the committee's seal; the agreement takes effect on the later of the two (人民调解法 29).</param>
internal sealed record MediationAgreement(string Text, DateOnly SignedOn, DateOnly MediatorSealedOn, IReadOnlyList<PerformanceItem> Performance)
{
    public DateOnly EffectiveOn => SignedOn > MediatorSealedOn ? SignedOn : MediatorSealedOn;
}

/// <param name="PerformedOn">Null while it has not been done.</param>
/// <param name="Enforced">True where it took enforcement.</param>
internal sealed record PerformanceItem(string What, DateOnly DueOn, DateOnly? PerformedOn = null, bool Enforced = false);
