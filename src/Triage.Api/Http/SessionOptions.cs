namespace Triage.Api.Http;

/// <summary>Section <c>Session</c>. The defaults follow the level-3 classified-protection profile (GB/T 22239-2019, 8.1.4.1).</summary>
internal sealed record SessionOptions
{
    /// <summary>Without a request for so long a session ends.</summary>
    public int IdleMinutes { get; init; } = 30;

    /// <summary>However busy, it ends after so long.</summary>
    public int AbsoluteHours { get; init; } = 12;

    /// <summary>Sessions of one user at the same time; one more ends the oldest.</summary>
    public int Parallel { get; init; } = 2;

    public int FailuresBeforeLock { get; init; } = 5;

    public int LockMinutes { get; init; } = 15;

    /// <summary>Sign-ins from one address at once; after that one more a second.</summary>
    public int SignInBurst { get; init; } = 60;
}
