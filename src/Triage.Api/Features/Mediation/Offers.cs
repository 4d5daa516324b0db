using Triage.Api.Court;
using Triage.Api.Domain;

namespace Triage.Api.Features.Mediation;

/// <summary>Whom a case can be offered to.</summary>
internal static class Offers
{
    /// <summary>Null where the case may be offered to this mediator or organisation; else why not.</summary>
    /// <param name="to">Id of a mediator, or of an organisation that has at least one whom nothing bars.</param>
    public static Refusal? Against(CourtCase c, string to, CourtSetup court)
    {
        var family = c.Cause?.Family;
        if (court.FindMediator(to) is { } mediator)
            return CourtSetup.Serves(mediator, c.Tribunal, family) ? Conflicts.OfMediator(c, court.Known(mediator), court.NameOf) : Guards.Field("to", $"{mediator.Name}的名册、专长不包括本案。");
        if (court.FindOrganisation(to) is not { } organisation)
            return Guards.Field("to", $"没有编号为“{to}”的调解员或者调解组织。");
        var members = court.MediatorsFor(c.Tribunal, family).Where(m => m.Organisation == to).ToArray();
        return members.Length == 0 ? Guards.Field("to", $"{organisation.Name}没有可以调解本案的调解员。")
            : members.Any(m => Conflicts.OfMediator(c, court.Known(m), court.NameOf) is null) ? null
            : Conflicts.OfMediator(c, court.Known(members[0]), court.NameOf);
    }
}
