using Triage.Api.Court;
using Triage.Api.Domain;

namespace Triage.Api.Http;

/// <summary>Who may see a case, and whether with or without the names (minimum collection, 个人信息保护法 6, 51).</summary>
internal static class CaseAccess
{
    /// <summary>Roles that work on the cases of their own tribunal and know the parties.</summary>
    private static readonly Role[] Tribunal = [Role.Clerk, Role.TriageOfficer, Role.Judge, Role.TribunalHead];
    /// <summary>Roles that see the whole court, but not whom it concerns.</summary>
    private static readonly Role[] Figures = [Role.Leader, Role.DataStaff];

    public static readonly Role[] Readers = [.. Tribunal, Role.Mediator, Role.President, .. Figures];

    /// <summary>Whether the user may see the case: null and masked or not; else why not.</summary>
    public static (Refusal? Refusal, bool Masked) Of(CurrentUser user, CourtCase c, CourtSetup court)
    {
        if (user.Is(Role.President) || (user.Tribunal == c.Tribunal && user.IsAny(Tribunal)))
            return (null, false);
        if (user.IsAny(Figures))
            return (null, true);
        if (user.Is(Role.Mediator))
            return c.Mediator == user.PersonId ? (null, false)
                : c.State == CaseState.AwaitingMediator && MayTake(user, c, court) is null && !OfferedElsewhere(user, c, court) ? (null, true)
                : (NotYours(), true);
        return user.IsAny(Tribunal) ? (OtherTribunal(), true) : (WrongRole(), true);
    }

    /// <summary>Null where the mediator may take this case; else why not: roster, field, or a conflict with its article (特邀调解规定 15, 16).</summary>
    public static Refusal? MayTake(CurrentUser user, CourtCase c, CourtSetup court) =>
        court.FindMediator(user.PersonId) is { } mediator && CourtSetup.Serves(mediator, c.Tribunal, c.Cause?.Family)
            ? Conflicts.OfMediator(c, court.Known(mediator), court.NameOf)
            : new Refusal(RefusalCodes.OtherTribunal, "本案不在您的调解名册、专长范围内。", "The case is outside your roster or field.");

    /// <summary>An officer has asked somebody else, who has not answered yet.</summary>
    public static bool OfferedElsewhere(CurrentUser user, CourtCase c, CourtSetup court) =>
        c.Mediation?.Offer is { } offer && !MediationSteps.Addresses(offer, user.PersonId, court.FindMediator(user.PersonId)?.Organisation);

    /// <summary>Who was asked to mediate answers before having the names.</summary>
    public static Refusal? ToAnswer(CurrentUser user, CourtCase c, CourtSetup court) => Of(user, c, court).Refusal;

    /// <summary>Who may change a case sees it whole: a mediator may look at a waiting case without names, but not act in it before the claim.</summary>
    public static Refusal? ToChange(CurrentUser user, CourtCase c, CourtSetup court)
    {
        var (refusal, masked) = Of(user, c, court);
        return refusal ?? (masked && user.Is(Role.Mediator) ? NotYours() : null);
    }

    /// <summary>In a trial, and while a confirmation is reviewed, nobody acts who is kin of a party or an agent, lives with one or has an interest (民事诉讼法 47); asking to step back is all that is left.</summary>
    /// <remarks>A mediator's ties are looked at before the claim (特邀调解规定 15).</remarks>
    public static Refusal? Tied(CurrentUser user, CourtCase c, CourtSetup court, string action) =>
        c.State is CaseState.Filed or CaseState.Assigned or CaseState.Preparing or CaseState.InTrial or CaseState.Suspended or CaseState.ConfirmationApplied or CaseState.ConfirmationReview
        && action != CaseAction.RequestRecusal.Event() && court.NameOf(user.PersonId) is { } name
            ? Conflicts.OfStaff(c, court.Known(user.PersonId, name))
            : null;

    public static Refusal WrongRole() => new(RefusalCodes.WrongRole, "您的角色无权查看案件。", "Your role may not see cases.");

    private static Refusal OtherTribunal() => new(RefusalCodes.OtherTribunal, "本案属于其他法庭。", "The case belongs to another tribunal.");

    private static Refusal NotYours() => new(RefusalCodes.OtherTribunal, "本案不在您的调解队列中。", "The case is not in your queue.");
}
