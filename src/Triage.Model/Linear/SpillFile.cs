using System.Runtime.InteropServices;

namespace Triage.Model.Linear;

/// <summary>
/// Numbers that need not stay in memory: a file in the temporary folder that only this process can open. Where the system allows it the file loses its name
/// at once, so that nothing is left behind however the process ends. Holds hashes and numbers, never text.
/// </summary>
internal sealed class SpillFile : IDisposable
{
    private readonly FileStream file;
    private long length;

    public SpillFile()
    {
        var path = Path.Combine(Path.GetTempPath(), "triage-" + Guid.NewGuid().ToString("N") + ".spill");
        file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, 0, FileOptions.DeleteOnClose);
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Delete(path);
    }

    /// <summary>Makes room at the end.</summary>
    /// <returns>Where it begins.</returns>
    public long Reserve(long bytes)
    {
        var at = length;
        length += bytes;
        return at;
    }

    public long Append<T>(ReadOnlySpan<T> items)
        where T : unmanaged
    {
        var at = Reserve(MemoryMarshal.AsBytes(items).Length);
        Write(at, items);
        return at;
    }

    public void Write<T>(long at, ReadOnlySpan<T> items)
        where T : unmanaged => RandomAccess.Write(file.SafeFileHandle, MemoryMarshal.AsBytes(items), at);

    public void Read<T>(long at, Span<T> items)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(items);
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(file.SafeFileHandle, bytes, at);
            if (read == 0) throw new EndOfStreamException("The temporary file of the training is shorter than what was written to it.");
            bytes = bytes[read..];
            at += read;
        }
    }

    public void Dispose() => file.Dispose();
}
