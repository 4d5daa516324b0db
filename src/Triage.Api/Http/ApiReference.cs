namespace Triage.Api.Http;

/// <summary>The document and its page, /scalar. The page's script comes from npm at build (Triage.Api.csproj); nothing is fetched from elsewhere.</summary>
internal static class ApiReference
{
    public static void MapApiReference(this WebApplication app)
    {
        _ = app.MapOpenApi("/openapi/{documentName}.json").OpenToAll();
        _ = app.MapGet("/scalar", (IWebHostEnvironment environment) =>
            TypedResults.Text(environment.WebRootFileProvider.GetFileInfo("lib/scalar/standalone.js").Exists ? Page : Missing, "text/html; charset=utf-8"))
            .ExcludeFromDescription().OpenToAll();
    }

    private const string Page = """
        <!doctype html>
        <html lang="zh-CN">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>繁简分流 API</title><link rel="icon" href="data:,"></head>
        <body><div id="reference"></div><script src="/lib/scalar/standalone.js"></script><script src="/scalar/start.js"></script></body>
        </html>
        """;

    private const string Missing = """
        <!doctype html>
        <html lang="zh-CN">
        <head><meta charset="utf-8"><title>繁简分流 API</title></head>
        <body>
        <h1>接口文档页面尚未生成</h1>
        <p>该页面的脚本来自 npm 包 @scalar/api-reference。请安装 Node.js，在仓库根目录执行 <code>npm ci</code>，然后重新构建：<code>dotnet build</code>。</p>
        <p>接口描述文件无需该脚本：<a href="/openapi/v1.json">/openapi/v1.json</a></p>
        </body>
        </html>
        """;
}
