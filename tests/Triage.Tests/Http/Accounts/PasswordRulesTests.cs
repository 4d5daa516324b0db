using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Http.Accounts;
using Triage.Tests.Support;

namespace Triage.Tests.Http.Accounts;

public sealed class PasswordRulesTests
{
    private static readonly UserAccount Clerk = new("lihua", "C01", "李华生", [Role.Clerk], "dongzhuang");

    private static readonly SignInPolicy Asvs = Shipped.StrictSignIn with { PasswordProfile = "asvs" };

    [Theory]
    [InlineData("Tie7-shan")]                  // 9 characters
    [InlineData("tieshanpolutou")]             // one kind of four
    [InlineData("Password123!")]               // a common one with a sign behind it
    [InlineData("xPassword123")]               // and with a letter before it
    [InlineData("Abc@123456")]                 // a common one in capitals
    [InlineData("Lihua-Xiatian-77")]           // the user name
    [InlineData("Auhil-Xiatian-77")]           // backwards
    [InlineData("Ab1!Ab1!Ab1!")]               // four different characters
    [InlineData("The-Initial-One-1")]          // published
    public void A_weak_password_is_refused(string password) => Assert.NotEmpty(PasswordRules.Problems(Shipped.StrictSignIn, Clerk, password, ["the-initial-one-1", null]));

    [Theory]
    [InlineData("Tieshan-polu-7")]
    [InlineData("麦子熟了7月-Xia晒场上")]
    [InlineData("correct Horse battery 9")]
    public void A_good_one_is_taken(string password) => Assert.Empty(PasswordRules.Problems(Shipped.StrictSignIn, Clerk, password, ["the-initial-one-1"]));

    [Fact]
    public void The_profile_of_asvs_asks_for_length_alone()
    {
        Assert.Empty(PasswordRules.Problems(Asvs, Clerk, "tieshanpolutou", []));
        Assert.NotEmpty(PasswordRules.Problems(Asvs, Clerk, "tieshanpolu", []));
    }

    [Fact]
    public void Only_the_password_of_its_owner_grows_old()
    {
        var now = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
        AccountFacts Facts(PasswordKind kind, int days) => new(kind, now.AddDays(-days), false, null);
        Assert.Equal([SessionDuty.ChangePassword], Shipped.StrictSignIn.DutiesOf(Facts(PasswordKind.Initial, 0), [Role.Clerk], now));
        Assert.Equal([SessionDuty.ChangePassword], Shipped.StrictSignIn.DutiesOf(Facts(PasswordKind.OneTime, 0), [Role.Clerk], now));
        Assert.Empty(Shipped.StrictSignIn.DutiesOf(Facts(PasswordKind.Own, 90), [Role.Clerk], now));
        Assert.Equal([SessionDuty.ChangePassword], Shipped.StrictSignIn.DutiesOf(Facts(PasswordKind.Own, 91), [Role.Clerk], now));
        Assert.Empty(Asvs.DutiesOf(Facts(PasswordKind.Own, 9100), [Role.Clerk], now));
        Assert.Equal([SessionDuty.EnrolSecondFactor], Shipped.StrictSignIn.DutiesOf(Facts(PasswordKind.Own, 0), [Role.Leader], now));
        Assert.Empty(Shipped.DemoSignIn.DutiesOf(Facts(PasswordKind.Initial, 9100), [Role.President], now));
        Assert.Equal([SessionDuty.ChangePassword], Shipped.DemoSignIn.DutiesOf(Facts(PasswordKind.OneTime, 0), [Role.President], now));
    }
}
