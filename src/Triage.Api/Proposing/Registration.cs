using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Rules;
using Route = Triage.Api.Domain.Route;

namespace Triage.Api.Proposing;

/// <summary>The numbers a matter is given when its route is confirmed: by the regime of the case, consecutive per court, word and year.</summary>
internal sealed class Registration(CourtSetup court, RuleBook rules)
{
    public const string FirstInstance = "民初";

    public async Task<CaseNumber> ReceiptAsync(WriteUnit unit, DateOnly receivedOn) =>
        new(NumberKinds.Receipt, await CaseNumbers.NextAsync(unit, court.Court.NumberCode, "收", receivedOn.Year), receivedOn);

    /// <summary>REGISTER_FIRST_2025 registers before mediation; PRE_FILING_2016 only gives a pre-filing number and no filing date.</summary>
    public async Task<(IReadOnlyList<CaseNumber> Numbers, DateOnly? FiledOn)> ForRouteAsync(WriteUnit unit, CourtCase c, Route route, DateOnly today)
    {
        if (route == Route.ReferOut)
            return ([], null);
        var regime = rules.Regimes.Single(r => r.Id == c.Regime);
        var registers = route != Route.Mediation || regime.RegistersBeforeMediation;
        var word = registers ? FirstInstance : regime.MediationNumberWord;
        var number = await CaseNumbers.NextAsync(unit, court.Court.NumberCode, word, today.Year);
        return ([new CaseNumber(registers ? NumberKinds.FirstInstance : NumberKinds.PreFilingMediation, number, today)], registers ? today : null);
    }

    /// <summary>人调字: the file number of a people's mediation.</summary>
    public Task<CaseNumber> AgreementAsync(WriteUnit unit, DateOnly on) => NumberAsync(unit, NumberKinds.MediationAgreement, "人调", on);

    /// <summary>诉前调确.</summary>
    public Task<CaseNumber> ConfirmationAsync(WriteUnit unit, DateOnly on) => NumberAsync(unit, NumberKinds.Confirmation, "诉前调确", on);

    public async Task<CaseNumber> NumberAsync(WriteUnit unit, string kind, string word, DateOnly on) =>
        new(kind, await CaseNumbers.NextAsync(unit, court.Court.NumberCode, word, on.Year), on);
}
