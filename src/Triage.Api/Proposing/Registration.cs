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
        new("receipt", await CaseNumbers.NextAsync(unit, court.Court.NumberCode, "收", receivedOn.Year), receivedOn);

    /// <summary>REGISTER_FIRST_2025 registers before mediation; PRE_FILING_2016 only gives a pre-filing number and no filing date.</summary>
    public async Task<(IReadOnlyList<CaseNumber> Numbers, DateOnly? FiledOn)> ForRouteAsync(WriteUnit unit, CourtCase c, Route route, DateOnly today)
    {
        if (route == Route.ReferOut)
            return ([], null);
        var regime = rules.Regimes.Single(r => r.Id == c.Regime);
        var registers = route != Route.Mediation || regime.RegistersBeforeMediation;
        var word = registers ? FirstInstance : regime.MediationNumberWord;
        var number = await CaseNumbers.NextAsync(unit, court.Court.NumberCode, word, today.Year);
        return ([new CaseNumber(registers ? "first_instance" : "pre_filing_mediation", number, today)], registers ? today : null);
    }
}
