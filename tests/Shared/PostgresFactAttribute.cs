using Xunit;

namespace ConsentGrains.Tests.Shared;

/// <summary>A test that needs PostgreSQL's server; skipped, and said so, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (!PostgresJournals.Possible) Skip = PostgresBinaries.Missing;
    }
}

/// <summary>The same for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute()
    {
        if (!PostgresJournals.Possible) Skip = PostgresBinaries.Missing;
    }
}
