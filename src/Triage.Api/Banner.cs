using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Http;
using Triage.Api.Proposing;

namespace Triage.Api;

/// <summary>What a person sees who starts the service: which court, which model, where to click.</summary>
internal static class Banner
{
    public static void PrintOnceStarted(WebApplication app)
    {
        if (app.Configuration.GetValue("Banner", true)) _ = app.Lifetime.ApplicationStarted.Register(() => Print(app));
    }

    private static void Print(WebApplication app)
    {
        var court = app.Services.GetRequiredService<CourtSetup>();
        var model = app.Services.GetRequiredService<ModelHost>().Engine.Card;
        var database = app.Services.GetRequiredService<Database>();
        var url = app.Urls.FirstOrDefault() ?? "http://127.0.0.1:5080";
        Console.WriteLine($"""

            {court.Court.Name} · 案件繁简分流
            ────────────────────────────────────────────────────────────
              工作台      {url}/
              接口文档    {url}/scalar
              OpenAPI     {url}/openapi/v1.json
              健康检查    {url}/health/ready

              数据库      {(database.File is { } file ? $"SQLite {file}" : "PostgreSQL")}
              文本模型    {model.Version}（{model.TrainedOn:yyyy-MM-dd} 训练，{model.Rows} 条）
              今天        {app.Services.GetRequiredService<TimeProvider>().Today():yyyy-MM-dd}
            """);
        if (app.Services.GetRequiredService<UserDirectory>().DemoPassword is { } password)
            Console.WriteLine($"""
                  演示账号    {string.Join(" ", court.Accounts.Select(a => a.UserName))}
                              密码 {password}（仅供演示；生产环境拒绝以此启动）

                """);
    }
}
