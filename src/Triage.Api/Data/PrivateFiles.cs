namespace Triage.Api.Data;

/// <summary>Files with court data are for the service's own user.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void CreateDirectory(string path)
    {
        if (Directory.Exists(path)) return;
        if (OperatingSystem.IsWindows()) _ = Directory.CreateDirectory(path);
        else _ = Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    public static void Restrict(string file)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, OwnerOnly);
    }
}
