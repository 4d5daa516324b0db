using System.Data;
using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Triage.Api.Domain;

namespace Triage.Api.Data;

/// <summary>How values travel: dates and instants as text on SQLite and as date/timestamptz on PostgreSQL, enums as words on both.</summary>
internal static class DapperSetup
{
    /// <summary>Fixed width and UTC, so that text sorts by time; microseconds, because PostgreSQL keeps no more.</summary>
    public const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    public const string DateFormat = "yyyy-MM-dd";

    private static readonly Lock Once = new();
    private static bool _registered;

    public static void Register()
    {
        lock (Once)
        {
            if (_registered) return;
            SqlMapper.Settings.PreferTypeHandlersForEnums = true;
            DefaultTypeMap.MatchNamesWithUnderscores = true;
            foreach (var type in (Type[])[typeof(DateOnly), typeof(DateOnly?), typeof(DateTimeOffset), typeof(DateTimeOffset?)])
                SqlMapper.RemoveTypeMap(type);
            SqlMapper.AddTypeHandler(new DateHandler());
            SqlMapper.AddTypeHandler(new InstantHandler());
            AddEnum<CaseState>();
            AddEnum<Domain.Route>();
            AddEnum<Procedure>();
            AddEnum<Bench>();
            AddEnum<Channel>();
            AddEnum<PartyRole>();
            AddEnum<PartyKind>();
            AddEnum<Contact>();
            AddEnum<MediationWish>();
            AddEnum<Role>();
            _registered = true;
        }
    }

    /// <summary>For an enum that a slice keeps in a column of its own.</summary>
    public static void AddEnum<T>() where T : struct, Enum => SqlMapper.AddTypeHandler(new EnumHandler<T>());

    /// <summary>A condition over a list parameter: Dapper spells it out for SQLite and hands PostgreSQL an array, which <c>in</c> does not take.</summary>
    public static string In(this DbConnection connection, string column, string parameter) =>
        connection is SqliteConnection ? $"{column} in {parameter}" : $"{column} = any({parameter})";

    /// <summary>The same conversions for commands that do not pass through Dapper.</summary>
    public static object ToDatabase(object? value, DatabaseProvider provider) => value switch
    {
        null => DBNull.Value,
        DateOnly date when provider == DatabaseProvider.Sqlite => date.ToString(DateFormat, CultureInfo.InvariantCulture),
        DateTimeOffset instant => provider == DatabaseProvider.Sqlite ? Text(instant) : instant.ToUniversalTime(),
        Enum => throw new ArgumentException("Write enums with EnumText.Of.", nameof(value)),
        _ => value,
    };

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    private sealed class DateHandler : SqlMapper.TypeHandler<DateOnly>
    {
        public override void SetValue(IDbDataParameter parameter, DateOnly value)
        {
            if (parameter is SqliteParameter)
            {
                parameter.DbType = DbType.String;
                parameter.Value = value.ToString(DateFormat, CultureInfo.InvariantCulture);
                return;
            }
            parameter.DbType = DbType.Date;
            parameter.Value = value;
        }

        public override DateOnly Parse(object value) => value switch
        {
            DateOnly date => date,
            DateTime date => DateOnly.FromDateTime(date),
            _ => DateOnly.ParseExact((string)value, DateFormat, CultureInfo.InvariantCulture),
        };
    }

    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            if (parameter is SqliteParameter)
            {
                parameter.DbType = DbType.String;
                parameter.Value = Text(value);
                return;
            }
            parameter.DbType = DbType.DateTimeOffset;
            parameter.Value = value.ToUniversalTime();
        }

        public override DateTimeOffset Parse(object value) => value switch
        {
            DateTimeOffset instant => instant,
            DateTime utc => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)),
            _ => DateTimeOffset.ParseExact((string)value, InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        };
    }

    private sealed class EnumHandler<T> : SqlMapper.TypeHandler<T> where T : struct, Enum
    {
        public override void SetValue(IDbDataParameter parameter, T value)
        {
            parameter.DbType = DbType.String;
            parameter.Value = EnumText.Of(value);
        }

        public override T Parse(object value) => EnumText.Parse<T>((string)value);
    }
}
