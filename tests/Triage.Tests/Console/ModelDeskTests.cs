using System.Globalization;
using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

[Collection(Desk.Counter)]
public sealed class ModelDeskTests(Desk desk)
{
    [Theory]
    [InlineData(1366, 768)]
    [InlineData(390, 844)]
    public async Task More_caution_gives_people_more_to_read_and_leaves_fewer_errors(int width, int height)
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("data", width: width, height: height);
        await page.Locator(".chart canvas").First.WaitForAsync();
        await Assertions.Expect(page.Locator(".loading")).ToHaveCountAsync(0);
        await Desk.NoBarriersAsync(page, "model");
        // The rehearsal begins at what is in force, not at the step beside it.
        var tile = await page.Locator(".figure", new() { HasText = "弃权线" }).Locator(".value").InnerTextAsync();
        await Assertions.Expect(page.Locator(".cost strong").First).ToHaveTextAsync(tile);
        // What the court receives itself may be a handful a day; the step is to be seen.
        await page.Locator("input[type=number]").FillAsync("120");
        var (people, errors) = await CostAsync(page);
        await page.Locator("input[type=range]").FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        var (morePeople, fewerErrors) = await CostAsync(page);
        Assert.True(morePeople > people, $"{morePeople} > {people}");
        Assert.True(fewerErrors < errors, $"{fewerErrors} < {errors}");
    }

    [Fact]
    public async Task The_model_is_taken_up_again_on_request()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("data");
        await page.GetByRole(AriaRole.Button, new() { Name = "重新载入模型文件" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "重新载入" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("在用模型：");
    }

    private static async Task<(double People, double Errors)> CostAsync(IPage page)
    {
        var numbers = await page.Locator(".cost strong").AllInnerTextsAsync();
        return (double.Parse(numbers[1], CultureInfo.InvariantCulture), double.Parse(numbers[3], CultureInfo.InvariantCulture));
    }
}
