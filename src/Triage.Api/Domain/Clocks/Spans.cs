namespace Triage.Api.Domain.Clocks;

/// <summary>The stretches of a case that a clock may measure; a rule that names another is refused on load.</summary>
internal static class Spans
{
    public const string FilingReview = "filing_review";
    public const string Correction = "correction";
    public const string MediatorAcceptance = "mediator_acceptance";
    public const string MediationBeforeFiling = "mediation_before_filing";
    public const string MediationAfterFiling = "mediation_after_filing";
    public const string ConfirmationApplication = "confirmation_application";
    public const string ConfirmationReview = "confirmation_review";
    public const string ConfirmationObjection = "confirmation_objection";
    public const string Trial = "trial";
    public const string AppealJudgment = "appeal_judgment";
    public const string AppealRuling = "appeal_ruling";
    public const string Answer = "answer";
    public const string Evidence = "evidence";
    public const string RecusalDecision = "recusal_decision";
    public const string RecusalReview = "recusal_review";
    public const string FollowUp = "follow_up";
    public const string Archive = "archive";
    public const string AppealCopy = "appeal_copy";
    public const string AppealAnswer = "appeal_answer";
    public const string AppealFile = "appeal_file";
    public const string Fee = "fee";
    public const string ProcedureObjection = "procedure_objection";
    public const string ProtectionOrder = "protection_order";
    public const string ProtectionOrderUrgent = "protection_order_urgent";
    public const string FileToDivision = "file_to_division";
    public const string CopyToDefendant = "copy_to_defendant";

    public static IReadOnlyList<string> All { get; } =
    [
        FilingReview, Correction, MediatorAcceptance, MediationBeforeFiling, MediationAfterFiling, ConfirmationApplication, ConfirmationReview, ConfirmationObjection, Trial, AppealJudgment,
        AppealRuling, Answer, Evidence, RecusalDecision, RecusalReview, FollowUp, Archive, AppealCopy, AppealAnswer, AppealFile, Fee, ProcedureObjection, ProtectionOrder, ProtectionOrderUrgent, FileToDivision, CopyToDefendant,
    ];
}

/// <summary>Grounds of deduction that the service itself brings in; the others are what a judge records.</summary>
internal static class DeductionGrounds
{
    public const string MediationExtended = "mediation_extended";
    public const string PreSuitAppraisal = "pre_suit_appraisal";
    /// <summary>The time of a mediation after registration: whether it counts is not settled.</summary>
    public const string MediationFirst = "mediation_first";
}

/// <summary>What kinds of <see cref="TrialEvent"/> start or stop a clock; others are only told.</summary>
internal static class TrialEventKinds
{
    public const string Served = "served";
    public const string Answered = "answered";
    public const string Hearing = "hearing";
    /// <summary>A hearing to come, on its day. The last one fixed holds, until it is put off.</summary>
    public const string HearingScheduled = "hearing_scheduled";
    public const string Adjourned = "adjourned";
    public const string PublicNotice = "public_notice";
    public const string Counterclaim = "counterclaim";
    public const string Appraisal = "appraisal";
    public const string PartyAdded = "party_added";
    /// <summary>The court told the party to pay the fee; it was paid, or remitted or put off.</summary>
    public const string FeeNotice = "fee_notice";
    public const string FeePaid = "fee_paid";
    public const string FeeRemitted = "fee_remitted";
    /// <summary>A party objects to the procedure or to the sole judge; a conversion answers it, or a ruling that dismisses it.</summary>
    public const string ProcedureObjection = "procedure_objection";
    public const string ObjectionDismissed = "objection_dismissed";
    public const string AppealCopySent = "appeal_copy_sent";
    public const string AppealAnswered = "appeal_answered";
    public const string AppealFileSent = "appeal_file_sent";
    public const string ProtectionOrderDecided = "protection_order_decided";
    /// <summary>The receipt of a posted document is back: from its date the time to appeal runs.</summary>
    public const string ReceiptReturned = "receipt_returned";
}
