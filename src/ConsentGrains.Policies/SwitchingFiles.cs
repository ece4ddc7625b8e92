using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Policies.Reading;

namespace ConsentGrains.Policies;

/// <summary>Standard switching periods and the Japanese holidays, from the two reviewed data files.</summary>
public static class SwitchingFiles
{
    static readonly Lazy<SwitchingTimes> Times = new(() => new(
        HolidayReading.Read(PolicyFiles.Resource(HolidayReading.FileName), HolidayReading.FileName),
        SwitchingReading.Read(PolicyFiles.Resource(SwitchingReading.FileName), SwitchingReading.FileName)));

    /// <exception cref="PolicyRefusedException">A file is malformed.</exception>
    public static SwitchingTimes BuiltIn() => Times.Value;
}
