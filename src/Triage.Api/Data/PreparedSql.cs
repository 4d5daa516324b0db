using System.Data.Common;
using System.Text.RegularExpressions;

namespace Triage.Api.Data;

/// <summary>A statement on the hot path: its command is built once per connection and kept prepared. Values are given in the order in which the names first appear.</summary>
internal sealed partial class PreparedSql(string text)
{
    public string Text { get; } = text;

    public IReadOnlyList<string> Names { get; } = [.. Parameter().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex("@[a-z_]+")]
    private static partial Regex Parameter();
}

/// <summary>The prepared commands of one connection.</summary>
internal sealed class PreparedCommands(DbConnection connection, DatabaseProvider provider) : IDisposable
{
    private readonly Dictionary<PreparedSql, DbCommand> _commands = [];

    public DbCommand Bind(PreparedSql sql, ReadOnlySpan<object?> values)
    {
        if (values.Length != sql.Names.Count)
            throw new ArgumentException($"{sql.Names.Count} values expected, {values.Length} given: {sql.Text}", nameof(values));
        if (!_commands.TryGetValue(sql, out var command)) _commands.Add(sql, command = Build(sql));
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = DapperSetup.ToDatabase(values[i], provider);
        return command;
    }

    private DbCommand Build(PreparedSql sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql.Text;
        foreach (var name in sql.Names)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values) command.Dispose();
        _commands.Clear();
    }
}
