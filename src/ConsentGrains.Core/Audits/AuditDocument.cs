using System.Globalization;
using System.Text;

namespace ConsentGrains.Core.Audits;

/// <summary>A report as CSV after RFC 4180, with a byte order mark so that Excel reads it. Codes as on the wire, one line for each.</summary>
public static class AuditDocument
{
    public static byte[] Csv(AuditReport report)
    {
        var text = new StringBuilder("part,party,key,roles,what,subject,reason,count,due,from,until\r\n");
        foreach (var l in report.Lines)
            text.AppendJoin(',', new[]
            {
                Wire.Name(l.Part), l.Party, l.Key, l.Roles, l.What, l.Subject, l.Reason, l.Count.ToString(CultureInfo.InvariantCulture),
                Checked.Day(l.Due) ?? "", Checked.Day(report.From)!, Checked.Day(report.Until)!,
            }.Select(Texts.Csv)).Append("\r\n");
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }
}
