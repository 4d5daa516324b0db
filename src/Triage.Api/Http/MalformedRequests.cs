using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Triage.Api.Http;

/// <summary>A request that the server cannot even read (e.g. %00 in its path) never reaches the pipeline; it too is answered with a problem.</summary>
internal sealed class MalformedRequests(DiagnosticListener listener) : IHostedService, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string BadRequest = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    private IDisposable? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = listener.Subscribe(this, name => name == BadRequest);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key != BadRequest || value.Value is not IFeatureCollection features) return;
        if (features.Get<IHttpResponseFeature>() is not { HasStarted: false } || features.Get<IConnectionTransportFeature>()?.Transport is not { } transport) return;
        var rejected = features.Get<IBadRequestExceptionFeature>()?.Error as BadHttpRequestException;
        var code = ProblemCodes.OfStatus(rejected?.StatusCode ?? StatusCodes.Status400BadRequest);
        var body = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["type"] = "urn:triage:problem:" + code.Code,
            ["title"] = code.Title,
            ["status"] = code.Status,
            ["code"] = code.Code,
            ["traceId"] = features.Get<IHttpRequestIdentifierFeature>()?.TraceIdentifier ?? "",
        });
        var head = string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 {code.Status} {ReasonPhrases.GetReasonPhrase(code.Status)}\r\nContent-Type: {Problem.MediaType}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n");
        transport.Output.Write(Encoding.ASCII.GetBytes(head));
        transport.Output.Write(body);
        // The server goes on to write its own bare 400 and closes; a client stops reading at the length and the close announced here.
        _ = transport.Output.FlushAsync().AsTask().GetAwaiter().GetResult();
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscription?.Dispose();
}
