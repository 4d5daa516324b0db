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

    /// <summary>A file for what is too large for memory and nobody else's business. It loses its name as soon as it is open, so nothing is left behind, not even by a process that is killed.</summary>
    public static FileStream Scratch()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous, BufferSize = 1 << 16 };
        if (OperatingSystem.IsWindows())
        {
            // The folder is the user's own there; an open file cannot be removed.
            options.Options |= FileOptions.DeleteOnClose;
            return new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
        }
        options.UnixCreateMode = OwnerOnly;
        var folder = Directory.CreateTempSubdirectory("triage-"); // rwx for the owner alone
        try
        {
            return new FileStream(Path.Combine(folder.FullName, "scratch"), options);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static void Restrict(string file)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, OwnerOnly);
    }
}
