using Triage.Api;
using Triage.Api.Data;
using Triage.Api.Features.Accounts;
using Triage.Api.Features.Adjudication;
using Triage.Api.Features.Audit;
using Triage.Api.Features.Confirmation;
using Triage.Api.Features.Deadlines;
using Triage.Api.Features.FollowUp;
using Triage.Api.Features.Intake;
using Triage.Api.Features.Ledger;
using Triage.Api.Features.Mediation;
using Triage.Api.Features.Metrics;
using Triage.Api.Features.Modeling;
using Triage.Api.Features.Progress;
using Triage.Api.Features.Reference;
using Triage.Api.Features.Routing;
using Triage.Api.Features.Session;
using Triage.Api.Features.Sources;
using Triage.Api.Features.WebConsole;
using Triage.Api.Http;

// A page of contents: what the service is made of, in the order in which a request meets it.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    // Nobody has said where this runs: a demonstration on this machine. Production is always said.
    EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Development,
});
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

if (!builder.AddCourtAndRules()) return 1;
builder.AddTriageData().AddTriageHttp();
builder.Services.AddSingleton<CaseChanges>().AddSingleton<AccountChange>().AddProgress().AddMediation().AddLedger().AddDeadlines().AddAdjudication().AddFollowUp(builder.Configuration);

var app = builder.Build();
app.UseTriageHttp();
app.MapConsole();

var api = app.MapGroup("/api/v1");
api.MapSession();
api.MapAccounts();
api.MapAudit();
api.MapProgress();
api.MapReference();
api.MapIntake();
api.MapRouting();
api.MapMediation();
api.MapConfirmation();
api.MapFollowUp();
api.MapSources();
api.MapDeadlines();
api.MapAdjudication();
api.MapModeling();
api.MapMetrics();
api.MapLedger();

Banner.PrintOnceStarted(app);
await app.RunAsync();
return Environment.ExitCode;
