using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Triage.Api.Data;

/// <summary>Loads the SQLite that the operating system keeps up to date, not one bundled with a package.</summary>
internal static class SystemSqlite
{
    /// <summary>Names another library file, e.g. one newer than the system's.</summary>
    public const string LibraryVariable = "TRIAGE_SQLITE_LIBRARY";

    /// <summary>strict tables (3.37) and returning (3.35).</summary>
    private static readonly Version Needed = new(3, 37, 0);

    /// <summary>Up to 3.51.2 two connections that write or checkpoint at once can corrupt a WAL; we have one writer, so this only warns.</summary>
    private static readonly Version Recommended = new(3, 51, 3);

    private static readonly Lazy<Version> Loaded = new(Load);

    /// <exception cref="InvalidOperationException">The library is missing or too old.</exception>
    public static Version Use() => Loaded.Value;

    public static void Report(ILogger logger, Version version)
    {
        logger.LogInformation("SQLite {Version} of the operating system", version);
        if (version < Recommended)
            logger.LogWarning("SQLite {Version} is older than {Recommended}; one writer per file avoids its known WAL fault, so keep to one process per file", version, Recommended);
    }

    private static Version Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        try
        {
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
        }
        catch (Exception missing) when (missing is DllNotFoundException or TypeInitializationException)
        {
            throw new InvalidOperationException(
                $"未找到系统的 SQLite 库。Debian/Ubuntu：apt-get install libsqlite3-0；或用环境变量 {LibraryVariable} 指定库文件。", missing);
        }
        var version = Version.Parse(raw.sqlite3_libversion().utf8_to_string());
        return version >= Needed
            ? version
            : throw new InvalidOperationException($"SQLite {version} 过旧，需要 {Needed} 或更新；可用环境变量 {LibraryVariable} 指定库文件。");
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != "e_sqlite3") return IntPtr.Zero;
        var library = Environment.GetEnvironmentVariable(LibraryVariable) is { Length: > 0 } named ? named
            : OperatingSystem.IsWindows() ? "winsqlite3.dll"
            : OperatingSystem.IsMacOS() ? "libsqlite3.dylib"
            : "libsqlite3.so.0";
        return NativeLibrary.Load(library, assembly, path);
    }
}
