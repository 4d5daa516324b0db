using System.Globalization;
using System.Text;

namespace Triage.Api.Http.Accounts;

/// <summary>Whether a password may be chosen. Any character may be in it; its length is counted in characters, not bytes.</summary>
internal static class PasswordRules
{
    public const int Longest = 256;
    private const int FewestDifferent = 5;
    /// <summary>A common password with fewer characters than this around it is still that password.</summary>
    private const int LeastAround = 5;
    private const int ShortestName = 3, ShortestCommon = 6;

    /// <returns>Everything that is wrong with it, in Chinese.</returns>
    public static IReadOnlyList<string> Problems(SignInPolicy policy, UserAccount account, string password, IEnumerable<string?> published)
    {
        var reasons = new List<string>();
        var text = password.Normalize(NormalizationForm.FormC);
        var length = new StringInfo(text).LengthInTextElements;
        if (length < policy.Password.Shortest) reasons.Add($"至少 {policy.Password.Shortest} 个字符，现为 {length} 个。");
        if (text.Length > Longest) reasons.Add($"不超过 {Longest} 个字符。");
        if (Kinds(text) < policy.Password.Kinds) reasons.Add($"大写字母、小写字母、数字、其他字符中至少要有 {policy.Password.Kinds} 种。");
        if (text.Distinct().Count() < FewestDifferent) reasons.Add($"至少要有 {FewestDifferent} 个不同的字符。");
        var plain = text.ToLowerInvariant();
        if (Contains(plain, account.UserName) || Contains(plain, account.Name) || Contains(plain, new string([.. account.UserName.Reverse()])))
            reasons.Add("不得含有用户名或姓名。");
        if (policy.CommonPasswords.Any(common => IsCommon(plain, common.ToLowerInvariant()))) reasons.Add("这是最常见的密码之一，或者只是在它前后加了几个字符。");
        if (published.OfType<string>().Any(known => string.Equals(text, known, StringComparison.OrdinalIgnoreCase))) reasons.Add("不得使用初始密码。");
        return reasons;
    }

    private static bool Contains(string plain, string name) => name.Length >= ShortestName && plain.Contains(name, StringComparison.OrdinalIgnoreCase);

    private static bool IsCommon(string plain, string common) =>
        plain == common || (common.Length >= ShortestCommon && plain.Contains(common, StringComparison.Ordinal) && plain.Length - common.Length < LeastAround);

    private static int Kinds(string text) =>
        (text.Any(char.IsUpper) ? 1 : 0) + (text.Any(char.IsLower) ? 1 : 0) + (text.Any(char.IsDigit) ? 1 : 0) + (text.Any(c => !char.IsUpper(c) && !char.IsLower(c) && !char.IsDigit(c)) ? 1 : 0);
}
