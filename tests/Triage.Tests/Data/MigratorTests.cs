using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Triage.Api.Data;

namespace Triage.Tests.Data;

public sealed class MigratorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Both_providers_have_the_same_migrations() =>
        Assert.Equal(Migration.Of(DatabaseProvider.Sqlite).Select(migration => migration.Name), Migration.Of(DatabaseProvider.Postgresql).Select(migration => migration.Name));

    [Fact]
    public async Task Both_providers_have_the_same_tables_and_columns()
    {
        await using var sqlite = TestDatabase.Create("sqlite");
        await using var postgres = TestDatabase.Create("postgresql");
        var ours = await sqlite.Database.ReadAsync((c, _) => c.QueryAsync<string>(
            "select m.name || '.' || p.name from sqlite_schema m join pragma_table_info(m.name) p where m.type = 'table'"), Token);
        var theirs = await postgres.Database.ReadAsync((c, _) => c.QueryAsync<string>(
            "select table_name || '.' || column_name from information_schema.columns where table_schema = current_schema()"), Token);
        Assert.Equal(ours.Order(StringComparer.Ordinal), theirs.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_script_that_fails_in_the_middle_leaves_the_old_schema(string provider)
    {
        await using var test = TestDatabase.Create(provider);
        var broken = new Migration(9000, "9000_broken", "create table half (a integer); insert into half (a) values (1); insert into nowhere (a) values (1);");
        await test.Database.WriteAsync(unit => Task.FromResult(0), Token);
        await test.Database.DisposeAsync();
        await using var connection = Connect(test);
        await connection.OpenAsync(Token);
        Assert.ThrowsAny<System.Data.Common.DbException>(() =>
            Migrator.Run(connection, test.Options.Provider, [.. Migration.Of(test.Options.Provider), broken], NullLogger.Instance));
        Assert.ThrowsAny<System.Data.Common.DbException>(() => connection.Execute("select a from half"));
        Assert.Equal(0, connection.ExecuteScalar<int>("select count(*) from schema_migrations where number = 9000"));

        // The repaired script then runs once, and a second start finds nothing to do.
        var repaired = broken with { Sql = "create table half (a integer)" };
        for (var i = 0; i < 2; i++) Migrator.Run(connection, test.Options.Provider, [.. Migration.Of(test.Options.Provider), new Migration(9000, "9000_half", repaired.Sql)], NullLogger.Instance);
        Assert.Equal(0, connection.ExecuteScalar<int>("select count(*) from half"));
        await connection.CloseAsync();
        _ = Assert.Throws<InvalidOperationException>(() => Database.Open(test.Options, test.Folder, NullLogger.Instance)); // newer than this program
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task An_altered_script_is_refused(string provider)
    {
        await using var test = TestDatabase.Create(provider);
        await test.Write("update schema_migrations set sha256 = 'other' where number = 1");
        await test.Database.DisposeAsync();
        var refused = Assert.Throws<InvalidOperationException>(() => Database.Open(test.Options, test.Folder, NullLogger.Instance));
        Assert.Contains("0001_foundation", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_garbage_file_is_refused_and_left_alone()
    {
        var folder = Directory.CreateTempSubdirectory("triage-test-").FullName;
        var file = Path.Combine(folder, "App_Data", "triage.db");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var garbage = new byte[8192];
        new Random(1).NextBytes(garbage);
        await File.WriteAllBytesAsync(file, garbage, Token);
        Assert.ThrowsAny<Exception>(() => Database.Open(new DatabaseOptions(), folder, NullLogger.Instance));
        Assert.Equal(garbage, await File.ReadAllBytesAsync(file, Token));
        Directory.Delete(folder, recursive: true);
    }

    private static System.Data.Common.DbConnection Connect(TestDatabase test) => test.Options.Provider == DatabaseProvider.Sqlite
        ? new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(test.Folder, "App_Data", "triage.db")};Pooling=False")
        : new Npgsql.NpgsqlConnection(test.Options.ConnectionString);
}
