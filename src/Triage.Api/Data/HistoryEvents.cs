namespace Triage.Api.Data;

/// <summary>Events of the history that are no step of the lifecycle; what the lifecycle does is named by <see cref="Domain.ChineseNames"/>. The console has a name for each of them in both languages, and a test that says so.</summary>
internal static class HistoryEvents
{
    // Of a case.
    public const string Received = "received";
    public const string FactsAdded = "facts_added";
    public const string TriageConfirmed = "triage_confirmed";
    public const string MediationClaimed = "mediation_claimed";
    public const string MediationReturned = "mediation_returned";
    public const string Imported = "imported";
    /// <summary>A party asked on the public page how it stands.</summary>
    public const string ProgressQueried = "progress_queried";

    // Of no case.
    public const string ProgressNotFound = "progress_not_found";
    public const string CaseExcluded = "case_excluded";
    public const string CalendarChanged = "calendar_changed";
    public const string SignedIn = "signed_in";
    public const string SignedOut = "signed_out";
    public const string SignInFailed = "sign_in_failed";
    public const string PasswordChanged = "password_changed";
    public const string PasswordReset = "password_reset";
    public const string AccountCreated = "account_created";
    public const string AccountDisabled = "account_disabled";
    public const string AccountEnabled = "account_enabled";
    public const string AccountLocked = "account_locked";
    public const string SecondFactorEnrolled = "second_factor_enrolled";
    public const string SecondFactorRemoved = "second_factor_removed";
    public const string SecondFactorReset = "second_factor_reset";
    public const string SecondFactorFailed = "second_factor_failed";
    public const string RecoveryCodeUsed = "recovery_code_used";
}
