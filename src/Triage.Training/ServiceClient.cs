using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Triage.Training;

/// <summary>The service's database, read through the service: case bodies are sealed, and only it holds the keys. Never writes.</summary>
internal sealed class ServiceClient : IDisposable
{
    public const string PasswordVariable = "TRIAGE_PASSWORD";
    private readonly HttpClient client;

    private ServiceClient(HttpClient client) => this.client = client;

    /// <summary>Signs in as a member of the data staff; the password comes from the environment, so that it is in no history of commands.</summary>
    /// <exception cref="ServiceException">No address of a service, no password, or refused.</exception>
    public static async Task<ServiceClient> SignInAsync(string connection, string user, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(connection, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new ServiceException($"--database {connection}：案件内容在库中是加密的，请给出服务的地址，例如 http://127.0.0.1:5080。");
        var password = Environment.GetEnvironmentVariable(PasswordVariable);
        if (string.IsNullOrEmpty(password)) throw new ServiceException($"请把 {user} 的密码放在环境变量 {PasswordVariable} 里。");
        var client = new HttpClient { BaseAddress = new Uri(address, "/api/v1/") };
        var service = new ServiceClient(client);
        using var answer = await service.SendAsync(() => client.PostAsJsonAsync("session", new { userName = user, password }, cancellation), cancellation);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("accessToken").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return service;
    }

    /// <param name="path">Relative to /api/v1/.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellation)
    {
        using var answer = await SendAsync(() => client.GetAsync(path, cancellation), cancellation);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
    }

    public void Dispose() => client.Dispose();

    private static async Task<HttpResponseMessage> Refused(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        var said = answer.Content.Headers.ContentType?.MediaType == "application/problem+json" && JsonDocument.Parse(text).RootElement is var problem
            ? $"{problem.GetProperty("title").GetString()} {(problem.TryGetProperty("detail", out var detail) ? detail.GetString() : "")}"
            : answer.ReasonPhrase;
        throw new ServiceException($"服务拒绝（{(int)answer.StatusCode}）：{said}");
    }

    private async Task<HttpResponseMessage> SendAsync(Func<Task<HttpResponseMessage>> send, CancellationToken cancellation)
    {
        try
        {
            var answer = await send();
            return answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created ? answer : await Refused(answer, cancellation);
        }
        catch (HttpRequestException gone)
        {
            throw new ServiceException($"连不上服务 {client.BaseAddress}：{gone.Message}");
        }
    }
}

/// <summary>The service could not be asked, or said no.</summary>
internal sealed class ServiceException(string message) : Exception(message);
