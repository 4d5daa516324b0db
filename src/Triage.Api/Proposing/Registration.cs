using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Rules;
using Route = Triage.Api.Domain.Route;

namespace Triage.Api.Proposing;

/// <summary>The numbers a matter is given when its route is confirmed: by the regime of the case, consecutive per court, word and year.</summary>
internal sealed class Registration(CourtSetup court, RuleBook rules)
{
    private CaseNumberWords Words => rules.NumberWords;

    public async Task<CaseNumber> ReceiptAsync(WriteUnit unit, DateOnly receivedOn) =>
        new(NumberKinds.Receipt, await CaseNumbers.NextAsync(unit, court.Court.NumberCode, Words.Receipt, receivedOn.Year), receivedOn);

    /// <summary>REGISTER_FIRST_2025 registers before mediation; PRE_FILING_2016 only gives a pre-filing number and no filing date.</summary>
    public async Task<(IReadOnlyList<CaseNumber> Numbers, DateOnly? FiledOn)> ForRouteAsync(WriteUnit unit, CourtCase c, Route route, Procedure? procedure, DateOnly today)
    {
        if (route == Route.ReferOut)
            return ([], null);
        var regime = rules.Regimes.Single(r => r.Id == c.Regime);
        return route != Route.Mediation || regime.RegistersBeforeMediation
            ? ([await RegisteredAsync(unit, procedure, today)], today)
            : ([await NumberAsync(unit, NumberKinds.PreFilingMediation, regime.MediationNumberWord, today)], null);
    }

    /// <summary>民初 for a suit, 民特 for what the law gives a procedure of its own (民事诉讼法 第十五章): it is no first-instance suit and is counted as none.</summary>
    public Task<CaseNumber> RegisteredAsync(WriteUnit unit, Procedure? procedure, DateOnly on) => procedure == Procedure.Special
        ? NumberAsync(unit, NumberKinds.SpecialProcedure, Words.SpecialProcedure, on)
        : NumberAsync(unit, NumberKinds.FirstInstance, Words.FirstInstance, on);

    /// <summary>人调字: the file number of a people's mediation.</summary>
    public Task<CaseNumber> AgreementAsync(WriteUnit unit, DateOnly on) => NumberAsync(unit, NumberKinds.MediationAgreement, Words.MediationAgreement, on);

    /// <summary>诉前调确.</summary>
    public Task<CaseNumber> ConfirmationAsync(WriteUnit unit, DateOnly on) => NumberAsync(unit, NumberKinds.Confirmation, Words.Confirmation, on);

    private async Task<CaseNumber> NumberAsync(WriteUnit unit, string kind, string word, DateOnly on) =>
        new(kind, await CaseNumbers.NextAsync(unit, court.Court.NumberCode, word, on.Year), on);
}
