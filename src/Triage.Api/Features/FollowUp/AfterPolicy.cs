namespace Triage.Api.Features.FollowUp;

/// <summary>The court's own choices for what follows a case: section FollowUp of the settings.</summary>
internal sealed record AfterPolicy
{
    /// <summary>After how many dissatisfied visits only a leader decides.</summary>
    public int MostRedos { get; init; } = 3;
}
