using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ConsentGrains.Web.Http.Pages;

/// <summary>HTML while it is written. What stands in the source of a template is markup; whatever is put into its holes is text and is encoded,
/// so that no value can become markup.</summary>
sealed class Markup
{
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    readonly StringBuilder html = new();

    /// <summary>Adds markup with values in it.</summary>
    public Markup Add([InterpolatedStringHandlerArgument("")] Template template) => template.Into;

    /// <summary>Adds markup that is a constant of this program.</summary>
    public Markup Trusted(string markup)
    {
        html.Append(markup);
        return this;
    }

    public override string ToString() => html.ToString();

    /// <summary>Takes an interpolated string apart: literals as they are, values encoded.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Template(int literalLength, int formattedCount, Markup into)
    {
        /// <summary>Room is left to the builder; the numbers are the compiler's.</summary>
        public int Expected { get; } = literalLength + formattedCount;

        public Markup Into { get; } = into;

        public void AppendLiteral(string markup) => Into.html.Append(markup);

        public void AppendFormatted(string? text) => Into.html.Append(Encoder.Encode(text ?? ""));

        public void AppendFormatted(int number) => Into.html.Append(number);
    }
}
