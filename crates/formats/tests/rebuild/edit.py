#!/usr/bin/python3
"""Edits a printed document in LibreOffice, as a person would, and saves it in the format it has.

    edit.py FILE SAVED CHANGES.json

CHANGES has `cells` (text -> new text, the first cell with that text is changed), `row` (a list of texts: the row is added
below the first row that has a cell `below`), and `sort` (the text of a header: rows below it that have something in that
column are put in the opposite order of their texts). Needs LibreOffice with its Python (`python3-uno`).
"""

import json
import os
import sys
import tempfile

import uno

from office import connect, value

FILTERS = {"docx": "MS Word 2007 XML", "odt": "writer8", "xlsx": "Calc MS Excel 2007 XML", "ods": "calc8"}


class Writer:
    """The tables of a text."""

    def __init__(self, document):
        self.tables = [document.TextTables.getByIndex(i) for i in range(document.TextTables.Count)]

    def cells(self):
        for table in self.tables:
            for name in table.CellNames:
                yield table.getCellByName(name)

    def rows(self):
        for table in self.tables:
            rows = {}
            for name in table.CellNames:
                letters = name.rstrip("0123456789")
                rows.setdefault(int(name[len(letters):]), []).append((len(letters), letters, table.getCellByName(name)))
            for number in sorted(rows):
                yield table, number, [cell for _, _, cell in sorted(rows[number], key=lambda c: c[:2])]

    def insert_below(self, table, number):
        table.Rows.insertByIndex(number, 1)
        return next(cells for other, row, cells in self.rows() if other == table and row == number + 1)


class Calc:
    """The sheets of a workbook."""

    def __init__(self, document):
        self.sheets = [document.Sheets.getByIndex(i) for i in range(document.Sheets.Count)]

    def cells(self):
        for _, _, cells in self.rows():
            yield from cells

    def rows(self):
        for sheet in self.sheets:
            cursor = sheet.createCursor()
            cursor.gotoEndOfUsedArea(False)
            last, width = cursor.RangeAddress.EndRow, cursor.RangeAddress.EndColumn
            for row in range(last + 1):
                cells, column = [], 0
                while column <= width:
                    cell = sheet.getCellByPosition(column, row)
                    area = sheet.createCursorByRange(cell)
                    area.collapseToMergedArea()
                    cells.append(cell)
                    column = area.RangeAddress.EndColumn + 1
                yield sheet, row, cells

    def insert_below(self, sheet, row):
        pattern = [cells for other, number, cells in self.rows() if other == sheet and number == row][0]
        sheet.Rows.insertByIndex(row + 1, 1)
        starts = [cell.CellAddress.Column for cell in pattern]
        source = sheet.getCellRangeByPosition(0, row, starts[-1] + 60, row).RangeAddress
        sheet.copyRange(sheet.getCellByPosition(0, row + 1).CellAddress, source)
        made = [sheet.getCellByPosition(start, row + 1) for start in starts]
        for cell in made:
            cell.String = ""
        return made


def edit(pages, changes):
    waiting = dict(changes.get("cells", {}))
    for cell in pages.cells():
        if cell.String in waiting:
            cell.String = waiting.pop(cell.String)
    if waiting:
        raise SystemExit(f"non trovati: {list(waiting)}")
    if "row" in changes:
        table, number = next((t, n) for t, n, cells in pages.rows() if any(cell.String == changes["below"] for cell in cells))
        for cell, text in zip(pages.insert_below(table, number), changes["row"]):
            cell.String = text
    if "sort" in changes:
        found, rows = None, []
        for table, _, cells in pages.rows():
            texts = [cell.String for cell in cells]
            if found is None and changes["sort"] in texts:
                found = (table, texts.index(changes["sort"]), len(texts))
            elif found and (table != found[0] or len(texts) != found[2] or not texts[found[1]]):
                break
            elif found:
                rows.append((cells, texts))
        order = sorted(rows, key=lambda row: row[1][found[1]], reverse=True)
        for (cells, _), (_, texts) in zip(rows, order):
            for cell, text in zip(cells, texts):
                cell.String = text


def main():
    source, saved, changes = sys.argv[1:]
    with open(changes, encoding="utf-8") as file:
        changes = json.load(file)
    with tempfile.TemporaryDirectory() as profile:
        office, desktop = connect(profile)
        try:
            document = desktop.loadComponentFromURL(
                uno.systemPathToFileUrl(os.path.abspath(source)), "_blank", 0, (value("Hidden", True),)
            )
            edit(Writer(document) if hasattr(document, "TextTables") else Calc(document), changes)
            kind = FILTERS[saved.rsplit(".", 1)[1]]
            document.storeToURL(uno.systemPathToFileUrl(os.path.abspath(saved)), (value("FilterName", kind),))
            document.close(True)
        finally:
            office.terminate()
            office.wait()


if __name__ == "__main__":
    main()
