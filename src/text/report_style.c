#include "text/report_page.h"

// Sizes follow the reader's own (rem); pictures are drawn twice, for wide and for narrow screens,
// so that their letters are never shrunk.
static const char rules[] =
    "body{margin:0;font:1rem/1.5 system-ui,'Segoe UI',Roboto,'DejaVu Sans',Helvetica,Arial,"
    "sans-serif;overflow-wrap:break-word}\n"
    "main{max-width:800px;margin:0 auto;padding:1rem 12px 3rem}\n"
    "h1{margin:.5rem 0 0;font-size:1.9rem;line-height:1.2}\n"
    "h2{margin:2.2rem 0 .6rem;font-size:1.25rem;line-height:1.3}\n"
    "p{margin:.4rem 0 .8rem;max-width:65ch}\n"
    "pre{margin:.4rem 0;padding:.7rem .8rem;border-radius:6px;white-space:pre-wrap;"
    "overflow-wrap:anywhere;font:.95rem/1.5 ui-monospace,'DejaVu Sans Mono',Menlo,monospace}\n"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.2rem;margin:1rem 0}\n"
    "dd{margin:0}\n"
    "figure{margin:.6rem 0}\n"
    "svg{display:block;width:100%;height:auto}\n"
    ".narrow{display:none}\n"
    ".table{overflow-x:auto}\n"
    "table{border-collapse:collapse;font-size:.95rem}\n"
    "th,td{padding:.25rem 1rem .25rem 0;text-align:left;vertical-align:top}\n"
    "td .soft{font-size:.85rem;max-width:40ch}\n"
    "td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\n"
    "ul.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;margin:.4rem 0;padding:0;"
    "list-style:none}\n"
    "ul.legend svg{display:inline-block;width:13px;height:13px;margin-right:.4rem}\n"
    "summary{cursor:pointer}\n"
    "footer{margin-top:3rem;font-size:.9rem}\n"
    "@media (max-width:640px){.wide{display:none}.narrow{display:block}"
    "table{font-size:.9rem}th,td{padding-right:.6rem}}\n"
    "@media print{body{font-size:10pt}main{max-width:none;padding:0}"
    ".wide{display:block}.narrow{display:none}"
    "figure,svg,tr,pre,dl{break-inside:avoid}h2{break-after:avoid}"
    "details::details-content{content-visibility:visible;height:auto}"
    "svg,pre{print-color-adjust:exact;-webkit-print-color-adjust:exact}}\n";

static void write_colours(const Out *out, int is_dark)
{
    const struct {
        Colour ink, soft, paper, panel, grid;
    } of = {COLOUR_INK, COLOUR_INK_SOFT, COLOUR_PAPER, COLOUR_PANEL, COLOUR_GRID};
#define RGB(colour) (is_dark ? palette[colour].dark : palette[colour].light)
    out_format(out, "body{color:#%06x;background:#%06x}pre{background:#%06x}", RGB(of.ink),
               RGB(of.paper), RGB(of.panel));
    out_format(out, "dt,.soft,footer,th{color:#%06x}tr{border-bottom:1px solid #%06x}\n",
               RGB(of.soft), RGB(of.grid));
#undef RGB
}

// Pictures name their colours by value; each value on light paper has one on dark (palette.h).
static void write_dark_pictures(const Out *out)
{
    for (int i = COLOUR_PAPER; i < COLOUR_COUNT; ++i) {
        if (palette[i].light != palette[i].dark) {
            out_format(out, "[fill=\"#%06x\"]{fill:#%06x}[stroke=\"#%06x\"]{stroke:#%06x}\n",
                       palette[i].light, palette[i].dark, palette[i].light, palette[i].dark);
        }
    }
}

void report_style(const Out *out)
{
    out_text(out, "<style>\n");
    out_text(out, rules);
    write_colours(out, 0);
    out_format(out, "@media print{body{background:#fff}[fill=\"#%06x\"]{fill:#fff}}\n",
               palette[COLOUR_PAPER].light);
    out_text(out, "@media screen and (prefers-color-scheme:dark){\n");
    write_colours(out, 1);
    write_dark_pictures(out);
    out_text(out, "}\n</style>\n");
}
