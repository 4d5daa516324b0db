namespace Triage.Api.Rules;

/// <summary>Type words of the numbers that a case may be given; that of pre-filing mediation goes with the regime.</summary>
internal sealed record CaseNumberWords(string Receipt, string FirstInstance, string SpecialProcedure, string MediationAgreement, string Confirmation, string Source, IReadOnlyList<string> NotVerified);

/// <summary>How filing and mediation follow each other. <c>MediationNumberWord</c> is the type word of the number a case is given when it goes to mediation.</summary>
internal sealed record Regime(
    string Id, string Name, string NameEn, DateOnly EffectiveFrom, DateOnly? EffectiveTo, bool Default, bool RegistersBeforeMediation, string MediationNumberWord,
    int MediationDays, string Source, IReadOnlyList<string> NotVerified)
{
    public bool InForce(DateOnly day) => EffectiveFrom <= day && (EffectiveTo is not { } last || day <= last);
}
