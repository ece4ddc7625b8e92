using ConsentGrains.Core;

namespace ConsentGrains.Web;

/// <summary>A rule of the field that says no to a command, as a problem under the rule's own code.</summary>
static class RefusalTexts
{
    const int Status = 422;

    public static Problem Of(Refusal refusal)
    {
        var code = Wire.Name(refusal.Code);
        return new Problem(code, Status, "A rule says no", $"{refusal.Field}: {code}")
        {
            Errors = [new FieldFault("/" + refusal.Field, code, code)],
        };
    }
}
