namespace Triage.Api.Domain;

// The words of the contract. On the wire they are snake_case: AwaitingMediator is "awaiting_mediator".

/// <summary>Where a matter stands (lifecycle.md E1).</summary>
internal enum CaseState
{
    Draft, Received, Deficient, ReferredOut, NotAccepted, InTriage, HumanReview, AwaitingMediator, Mediating,
    Agreed, MediationFailed, ConfirmationApplied, ConfirmationReview, Confirmed, ConfirmationRefused, Filed, Assigned, Preparing, InTrial,
    Suspended, Closed, Appealed, Effective, FollowUp, Redo, Archived, Withdrawn,
}

internal enum Route { Mediation, FastTrack, FamilyTeam, LandTeam, SpecialisedTeam, OrdinaryTeam, ReferOut, HumanReview }

internal enum Procedure { SmallClaims, Simple, Ordinary, Special }

internal enum Bench { Sole, Panel }

internal enum Channel { Counter, Online, Oral, Proxy, Police, Grid, Hotline, Petition, Liaison, GovernanceCentre, OtherCourt }

internal enum PartyRole { Plaintiff, Defendant, ThirdParty, Applicant, Respondent }

internal enum PartyKind { Person, Company, Organisation, Government }

internal enum Contact { Reachable, Uncertain, Missing }

internal enum MediationWish { Unknown, Agree, Refuse }

internal enum Role { Clerk, TriageOfficer, Mediator, Judge, TribunalHead, President, Leader, DataStaff, SystemAdmin, SecurityAdmin, Auditor }
