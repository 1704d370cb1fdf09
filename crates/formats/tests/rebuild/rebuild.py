#!/usr/bin/env python3
"""Rebuilds extracted text as office files and PDF, with LibreOffice, as a body would have them.

    rebuild.py FOLDER TEXT...

For each text: NAME.docx, NAME.odt, NAME.pdf (from Writer) and NAME.xlsx, NAME.ods (from Calc) in FOLDER. Lines with
tabulators become rows of tables, other lines become paragraphs: those below each other without a blank line are lines
of one paragraph, as in the text. Nothing else is added. Needs `soffice`.
"""

import html
import os
import re
import subprocess
import sys
import tempfile

RULE = re.compile(r"^[\s\-=*]+$")
HEADING = re.compile(r"^#{1,6}(?!#)")


def blocks(text):
    """The blocks of an extracted text: ("table", rows), ("heading", [line]), ("text", lines), ("gap", None)."""
    kind, open_block = None, []
    for line in text.splitlines() + [""]:
        words = line.strip()
        if "\t" in line:
            is_now, value = "table", [cell.strip() for cell in line.split("\t")]
        elif not words:
            is_now, value = "gap", None
        elif RULE.match(words):
            is_now, value = "rule", None
        else:
            is_now, value = "heading" if HEADING.match(words) else "text", words
        if open_block and (is_now != kind or kind == "heading"):
            yield kind, bold_by_line(open_block) if kind == "text" else open_block
            open_block = []
        kind = is_now
        if value is not None:
            open_block.append(value)
        elif kind == "gap":
            yield "gap", None


def bold_by_line(lines):
    """Lines whose bold words, where they go on over several, are marked as bold on each."""
    each = lambda found: "**" + found[1].replace("\n", "**\n**") + "**"
    return re.sub(r"\*\*(.+?)\*\*", each, "\n".join(lines), flags=re.DOTALL).split("\n")


def bold(text):
    """Text for HTML: what Markdown marks as bold is bold, tags of HTML stay tags of HTML."""
    nested = "<table" in text or "<b>" in text or "<br" in text
    safe = text if nested else html.escape(text, quote=False)
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", safe)


def shares(rows, width):
    """How much of the line each column takes: room for its longest word, and the rest by its text."""
    plain = [[re.sub(r"<[^>]*>|\*\*", " ", cell) for cell in row + [""] * (width - len(row))] for row in rows]
    columns = list(zip(*plain))
    least = [max(3, max(len(word) for cell in column for word in (cell.split() or [""])) + 2) for column in columns]
    more = [sum(len(cell) for cell in column) ** 0.5 for column in columns]
    line = max(200, sum(least))
    free, all_more = line - sum(least), sum(more) or 1
    return [round(100 * (room + free * wish / all_more) / line, 2) for room, wish in zip(least, more)]


def page(text):
    out = [
        "<!DOCTYPE html><html><head><meta charset='utf-8'><style>@page { size: A4 landscape; margin: 10mm }",
        "body { font-family: 'DejaVu Sans'; font-size: 7pt } td { vertical-align: top }</style></head><body>",
    ]
    for kind, value in blocks(text):
        if kind == "text":
            out.append("<p>" + "<br>".join(bold(line.lstrip("# ")) for line in value) + "</p>")
        elif kind == "heading":
            level = len(value[0]) - len(value[0].lstrip("#"))
            out.append(f"<h{level}>{bold(value[0].lstrip('# '))}</h{level}>")
        elif kind == "table":
            width = max(len(row) for row in value)
            out.append("<table border='1' cellspacing='0' cellpadding='2' width='100%'>")
            out.extend(f"<col width='{share}%'>" for share in shares(value, width))
            for row in value:
                cells = row + [""] * (width - len(row))
                out.append("<tr>" + "".join(f"<td>{bold(cell)}</td>" for cell in cells) + "</tr>")
            out.append("</table>")
    out.append("</body></html>")
    return "\n".join(out)


def sheet(text):
    """A flat OpenDocument spreadsheet with every cell as text; what Markdown marks as bold is bold."""
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in [
            ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"),
        ]
    )
    out = [
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} office:version="1.3"',
        ' office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles>',
        '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>',
        "</office:automatic-styles><office:body><office:spreadsheet>",
        '<table:table table:name="Piano">',
    ]

    def row(cells):
        out.append("<table:table-row>")
        for cell in cells:
            if cell:
                bold = r'<text:span text:style-name="B">\1</text:span>'
                words = re.sub(r"\*\*(.+?)\*\*", bold, html.escape(cell, quote=False))
                out.append(f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>')
            else:
                out.append("<table:table-cell/>")
        out.append("</table:table-row>")

    for kind, value in blocks(text):
        if kind == "gap":
            row([""])
        elif kind in ("text", "heading"):
            for line in value:
                row([line.lstrip("# ")])
        elif kind == "table":
            for cells in value:
                row(cells)
    out.append("</table:table></office:spreadsheet></office:body></office:document>")
    return "".join(out)


def convert(source, to, folder):
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", to, "--outdir", folder, source],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )


def main():
    folder, texts = sys.argv[1], sys.argv[2:]
    os.makedirs(folder, exist_ok=True)
    for path in texts:
        name = os.path.splitext(os.path.basename(path))[0]
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with tempfile.TemporaryDirectory() as work:
            source = os.path.join(work, f"{name}.html")
            with open(source, "w", encoding="utf-8") as file:
                file.write(page(text))
            convert(source, "odt:writer8", work)
            odt = os.path.join(work, f"{name}.odt")
            convert(odt, "docx:MS Word 2007 XML", folder)
            convert(odt, "pdf:writer_pdf_Export", folder)
            os.replace(odt, os.path.join(folder, f"{name}.odt"))
            flat = os.path.join(work, f"{name}.fods")
            with open(flat, "w", encoding="utf-8") as file:
                file.write(sheet(text))
            convert(flat, "xlsx:Calc MS Excel 2007 XML", folder)
            convert(flat, "ods:calc8", folder)


if __name__ == "__main__":
    main()
