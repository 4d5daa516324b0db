using System.Runtime.CompilerServices;

namespace Triage.Model.Text;

/// <summary>
/// Character n-grams of one to four characters. Four UTF-16 units fill 64 bits, so the n-gram is its own key, and a fixed mix of it is its hash:
/// the same on every machine and in every version.
/// </summary>
internal static class CharNgrams
{
    public const int Longest = 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Extend(ulong key, int n, char next) => key | ((ulong)next << (16 * n));

    /// <summary>Constants of splitmix64. Part of the file format: changing them makes every model unreadable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bucket(ulong key, int bits)
    {
        key ^= key >> 32;
        key *= 0x9E3779B97F4A7C15;
        key ^= key >> 29;
        key *= 0xBF58476D1CE4E5B9;
        return (uint)(key >> (64 - bits));
    }
}
