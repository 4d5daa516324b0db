using Spectre.Console;

namespace Triage.Training;

/// <summary>A bar on a terminal, plain lines when piped; always on standard error.</summary>
internal sealed class Progress : IDisposable
{
    private readonly TextWriter error;
    private readonly string title;
    private readonly Task? bar;
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string step = "";

    private Progress(TextWriter error, string title)
    {
        this.error = error;
        this.title = title;
        if (!ReferenceEquals(error, Console.Error) || Console.IsErrorRedirected) return;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        bar = console.Progress().AutoClear(true).Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ElapsedTimeColumn()).StartAsync(async context =>
        {
            var task = context.AddTask(title).IsIndeterminate();
            while (!done.Task.IsCompleted)
            {
                task.Description = $"{title} {Markup.Escape(step)}";
                await Task.WhenAny(done.Task, Task.Delay(100));
            }
        });
    }

    public static Progress Start(TextWriter error, string title) => new(error, title);

    public void Say(string what)
    {
        step = what;
        if (bar is null) error.WriteLine($"{title}：{what}");
    }

    public void Dispose()
    {
        done.TrySetResult();
        bar?.GetAwaiter().GetResult();
    }
}
