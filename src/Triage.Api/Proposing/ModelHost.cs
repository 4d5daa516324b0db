using System.Text.Json;
using Triage.Model;
using Triage.Model.Store;

namespace Triage.Api.Proposing;

/// <summary>The champion, which proposes, and in shadow mode a challenger beside it, which is only reported. Swapped in one step; a request that has begun keeps what it began with.</summary>
internal sealed class ModelHost
{
    private readonly string? _challengerPath;
    private volatile PredictionEngine _engine;
    private volatile PredictionEngine? _challenger;
    private volatile Tuple<string, PredictionEngine>? _earlier;

    private ModelHost(string path, string? challengerPath)
    {
        Path = path;
        _challengerPath = challengerPath;
        _engine = Read(path);
        _challenger = challengerPath is null ? null : Read(challengerPath);
    }

    public string Path { get; }
    public PredictionEngine Engine => _engine;
    public PredictionEngine? Challenger => _challenger;
    /// <summary>Why the last reload was refused, while the old model goes on; null when all is well. Health reports it.</summary>
    public string? Degraded { get; private set; }

    /// <param name="path">The champion.</param>
    /// <param name="challengerPath">Null: no shadow.</param>
    /// <exception cref="ModelFileException">There is no model to start with.</exception>
    public static ModelHost Load(string path, string? challengerPath = null) => new(path, challengerPath);

    /// <summary>Takes the files up again. A bad file leaves what was there active.</summary>
    /// <returns>null, or why a file was refused.</returns>
    public ModelFileException? Reload()
    {
        try
        {
            var champion = Read(Path);
            _challenger = _challengerPath is null ? null : Read(_challengerPath);
            _engine = champion;
            Degraded = null;
            return null;
        }
        catch (ModelFileException refused)
        {
            Degraded = refused.Message;
            return refused;
        }
    }

    /// <summary>The model that was in force at an instant; where that is the present one, the one before it. Null where the store beside the model keeps none that can be read.</summary>
    public EarlierModel? Earlier(DateTimeOffset at)
    {
        try
        {
            var events = ModelHistory.Beside(Path).Events;
            var now = Engine.Card.Version;
            var index = events.ToList().FindLastIndex(one => one.At <= at);
            if (index < 0 || events[index].Version == now) index = events.ToList().FindLastIndex(one => one.Version != now);
            if (index < 0) return null;
            var then = events[index];
            var known = _earlier;
            if (known is null || known.Item1 != then.File)
                _earlier = known = Tuple.Create(then.File, Read(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!, System.IO.Path.GetFileName(then.File))));
            return new EarlierModel(known.Item2, then.At, index + 1 < events.Count ? events[index + 1].At : null);
        }
        catch (Exception gone) when (gone is JsonException or IOException or UnauthorizedAccessException or ModelFileException)
        {
            // What was in force earlier is a help beside the desk; without it the desk says that it cannot tell.
            return null;
        }
    }

    private static PredictionEngine Read(string path) => ModelFile.Load(path).CreatePredictionEngine();
}

/// <param name="From">When it was put in force.</param>
/// <param name="Until">When another was.</param>
internal sealed record EarlierModel(PredictionEngine Engine, DateTimeOffset From, DateTimeOffset? Until);
