using System.Text;

namespace MovieRec.Cli.Reports;

/// <summary>One self-contained page: no script, nothing fetched; light or dark as the reader's system is, readable on a phone and on paper.</summary>
internal static class HtmlPage
{
    /// <summary>Light and dark of: background, panel, ink, faint ink, line, hit. Series: eight hues that differ in lightness too.</summary>
    private const string Style = """
        :root{color-scheme:light dark;--bg:#fbfaf8;--panel:#fff;--ink:#1d2127;--soft:#5c6470;--line:#dedbd5;--good:#1a7f4b;
        --s0:#6b7280;--s1:#2563eb;--s2:#c2410c;--s3:#0f8a6d;--s4:#9333ea;--s5:#b58900;--s6:#be185d;--s7:#0e7490}
        @media (prefers-color-scheme:dark){:root{--bg:#14171c;--panel:#1b1f26;--ink:#e7e5e0;--soft:#a3abb8;--line:#343a44;--good:#5fd39a;
        --s0:#9aa3b2;--s1:#7aa8ff;--s2:#ff9b5e;--s3:#4fd1ae;--s4:#c79bff;--s5:#e6c14d;--s6:#ff8ab8;--s7:#5ccfe6}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
        main{max-width:1180px;margin:0 auto;padding:2rem 1.25rem 4rem}
        h1{font-size:1.7rem;line-height:1.2;margin:0 0 .6rem;letter-spacing:-.01em;overflow-wrap:anywhere}
        h2{font-size:1.2rem;margin:0 0 .25rem}h3{font-size:1.02rem;margin:0}h4{font-size:.95rem;margin:0 0 .4rem}
        .facts{margin:0;padding:0;list-style:none;color:var(--soft);font-size:.9rem}
        main>section{background:var(--panel);border:1px solid var(--line);border-radius:10px;padding:1.2rem 1.25rem;margin-top:1.2rem}
        p{margin:.2rem 0 .9rem;color:var(--soft);font-size:.9rem;max-width:75ch}
        .scroll{overflow-x:auto;margin:0 -.25rem}
        table{border-collapse:separate;border-spacing:0;font-size:.86rem;font-variant-numeric:tabular-nums;min-width:100%}
        th,td{padding:.42rem .5rem;text-align:right;vertical-align:top;white-space:nowrap;border-bottom:1px solid var(--line)}
        thead th{font-weight:600;color:var(--soft);border-bottom:2px solid var(--line)}
        tr>th:first-child{text-align:left;position:sticky;left:0;background:var(--panel)}
        tbody th{font-weight:600}tbody tr:last-child>*{border-bottom:0}
        small{display:block;font-weight:400;color:var(--soft);font-size:.74rem}
        .mark{vertical-align:-1px;margin-right:.4em;flex:none}
        .s0{fill:var(--s0)}.s1{fill:var(--s1)}.s2{fill:var(--s2)}.s3{fill:var(--s3)}.s4{fill:var(--s4)}.s5{fill:var(--s5)}.s6{fill:var(--s6)}.s7{fill:var(--s7)}
        .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;margin:0 0 .6rem;padding:0;font-size:.86rem}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr));gap:1rem;align-items:start}
        .figures>*{min-width:0}figure{margin:0}figcaption{font-size:.86rem;font-weight:600;margin-left:.3rem}
        .plot{display:block;width:100%;height:auto;max-width:560px;overflow:visible}
        .plot text{fill:var(--ink);font-family:inherit}
        .verdict{color:var(--soft)}.verdict.higher,.verdict.lower{font-weight:600;color:var(--ink)}.verdict.higher:before{content:"▲ "}.verdict.lower:before{content:"▼ "}.verdict.best{font-weight:600;color:var(--good)}
        details{margin-top:.6rem}summary{cursor:pointer;color:var(--soft);font-size:.88rem}
        code{font-size:.86em;overflow-wrap:anywhere}
        .user{border-top:1px solid var(--line);padding-top:.9rem;margin-top:.9rem}.user:first-of-type{border-top:0;margin-top:0;padding-top:0}
        .lists{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,240px),1fr));gap:.6rem 1.4rem}
        .lists ol{margin:0;padding-left:1.5rem;font-size:.88rem}.lists li{padding:.12rem 0}.lists b{font-weight:500}
        .lists li.hit b{font-weight:700}.tick{color:var(--good);font-weight:700}.lists h4 small{display:inline}
        footer{margin-top:1.6rem;color:var(--soft);font-size:.82rem}
        @media (max-width:600px){main{padding:1.2rem .7rem 3rem}main>section{padding:.95rem .8rem}h1{font-size:1.35rem}}
        @media print{:root{--bg:#fff;--panel:#fff;--ink:#000;--soft:#444;--line:#bbb}body{font-size:10pt}main{max-width:none;padding:0}
        main>section{border:0;padding:.5rem 0;break-inside:auto}.scroll{overflow:visible}table{font-size:7.5pt}th,td{padding:.2rem .35rem}
        figure,.user,tr{break-inside:avoid}h2,h3{break-after:avoid}tr>th:first-child{position:static}}
        """;

    public static string Render(ReportPage page)
    {
        StringBuilder html = new();
        html.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        html.Append("<title>").Append(Html.Text(page.Title)).Append("</title><style>").Append(Style).Append(Placeholders()).Append("</style></head>\n<body><main><h1>");
        html.Append(Html.Text(page.Title)).Append("</h1><ul class=\"facts\">");
        foreach (string fact in page.Facts)
        {
            html.Append("<li>").Append(Html.Text(fact)).Append("</li>");
        }

        html.Append("</ul>\n");
        foreach (ReportSection section in page.Sections)
        {
            html.Append("<section><h2>").Append(Html.Text(section.Title)).Append("</h2><p>").Append(section.Note).Append("</p>").Append(section.Html).Append("</section>\n");
        }

        return html.Append("<footer>Written by <code>movierec</code>. No script, nothing fetched from anywhere.</footer></main></body></html>\n").ToString();
    }

    /// <summary>The colours in which plots are drawn, by the variables of the page.</summary>
    private static string Placeholders()
    {
        StringBuilder css = new();
        foreach (string property in new[] { "fill", "stroke" })
        {
            css.Append(CliContext.Invariant($".plot [{property}=\"{PlotStyle.Ink.ToHex()}\" i]{{{property}:var(--soft)}}.plot [{property}=\"{PlotStyle.Faint.ToHex()}\" i]{{{property}:var(--line)}}"));
            for (int i = 0; i < PlotStyle.Colours; i++)
            {
                css.Append(CliContext.Invariant($".plot [{property}=\"{PlotStyle.Series(i).ToHex()}\" i]{{{property}:var(--s{i})}}"));
            }
        }

        return css.ToString();
    }
}
