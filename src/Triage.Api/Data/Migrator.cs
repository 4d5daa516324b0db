using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace Triage.Api.Data;

/// <summary>One numbered script, Data/Migrations/&lt;provider&gt;/0001_name.sql.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    public static IReadOnlyList<Migration> Of(DatabaseProvider provider)
    {
        var assembly = typeof(Migration).Assembly;
        var prefix = $"{typeof(Migration).Namespace}.Migrations.{EnumText.Of(provider)}.";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                var file = name[prefix.Length..^".sql".Length];
                return new Migration(int.Parse(file.AsSpan(0, 4), CultureInfo.InvariantCulture), file, reader.ReadToEnd());
            })
            .OrderBy(migration => migration.Number)];
    }
}

/// <summary>Brings a database up to this program's schema: each script in one transaction, so a crash leaves the old schema or the new.</summary>
internal static class Migrator
{
    private const string Journal = """
        create table if not exists schema_migrations (
            number integer not null primary key,
            name text not null,
            sha256 text not null)
        """;

    private const string Known = "select number, name, sha256 from schema_migrations order by number";

    private const string Record = "insert into schema_migrations (number, name, sha256) values (@Number, @Name, @Sha256)";

    public static void Run(DbConnection connection, DatabaseProvider provider, ILogger logger) => Run(connection, provider, Migration.Of(provider), logger);

    /// <exception cref="InvalidOperationException">The database is newer than this program, or a script that already ran was altered.</exception>
    public static void Run(DbConnection connection, DatabaseProvider provider, IReadOnlyList<Migration> migrations, ILogger logger)
    {
        InTransaction(connection, provider, () => connection.Execute(Journal));
        foreach (var migration in migrations)
        {
            var ran = InTransaction(connection, provider, () =>
            {
                var applied = connection.Query<AppliedMigration>(Known).ToList();
                Check(applied, migrations);
                if (applied.Any(done => done.Number == migration.Number)) return 0;
                _ = connection.Execute(migration.Sql);
                return connection.Execute(Record, migration);
            });
            if (ran > 0) logger.LogInformation("Schema brought to {Migration}", migration.Name);
        }
    }

    private static void Check(IReadOnlyList<AppliedMigration> applied, IReadOnlyList<Migration> migrations)
    {
        foreach (var done in applied)
        {
            if (migrations.FirstOrDefault(migration => migration.Number == done.Number) is not { } ours)
                throw new InvalidOperationException($"数据库结构（{done.Name}）比本程序新，请升级程序；为免损坏数据，拒绝启动。");
            if (ours.Sha256 != done.Sha256)
                throw new InvalidOperationException($"迁移脚本 {ours.Name} 在执行后被改动（SHA-256 不符），拒绝启动。");
        }
    }

    private static int InTransaction(DbConnection connection, DatabaseProvider provider, Func<int> work)
    {
        // Two processes that start together on one PostgreSQL: the second waits here and then finds the work done.
        _ = connection.Execute(provider == DatabaseProvider.Sqlite
            ? "begin immediate"
            : "begin; select pg_advisory_xact_lock(hashtext('triage schema'), hashtext(current_schema()))");
        try
        {
            var result = work();
            _ = connection.Execute("commit");
            return result;
        }
        catch
        {
            _ = connection.Execute("rollback");
            throw;
        }
    }

    private sealed record AppliedMigration
    {
        public int Number { get; init; }
        public string Name { get; init; } = "";
        public string Sha256 { get; init; } = "";
    }
}
