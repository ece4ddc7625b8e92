namespace ConsentGrains.Core.Decisions.Gates;

/// <summary>Gate 8: a starred purpose may put out only statistics that identify nobody (EDGE-28).</summary>
static class FormAllowed
{
    public static void Check(ref Case c)
    {
        if (!c.Excepted && c.Question.Form == Form.Individual && c.Purpose?.Source.StatisticsOnly is { } clause)
            c.Fail(ReasonCode.StatisticalOnly, clause);
    }
}
