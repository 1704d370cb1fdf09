#!/usr/bin/python3
"""Opens office files in LibreOffice without repair.

    opens.py FILE...

Text documents must have their tables, workbooks their sheets. A workbook whose name ends in `.foglio.xlsx` is a working
spreadsheet: its sheets must be locked, with cells left open and lists to choose from. Needs LibreOffice with its Python
(`python3-uno`). Ends with 1 when a file does not open as it should, with 3 when LibreOffice is not there.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

# Speaking to LibreOffice is shared with the tests of the formats.
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "crates/formats/tests/rebuild"))

try:
    import uno
    from com.sun.star.sheet.ValidationType import LIST
    from office import connect, value
except ImportError:
    sys.exit(3)

CALC = "com.sun.star.sheet.SpreadsheetDocument"


def working_faults(sheets):
    """What a working spreadsheet lacks."""
    locked = [sheet for sheet in sheets if sheet.isProtected() and sheet.IsVisible]
    lists = unlocked = 0
    for sheet in locked:
        ranges = sheet.getCellFormatRanges()
        for index in range(ranges.getCount()):
            cells = ranges.getByIndex(index)
            unlocked += not cells.CellProtection.IsLocked
            lists += cells.Validation is not None and cells.Validation.Type == LIST
    if not locked:
        yield "no sheet is locked"
    if not unlocked:
        yield "no cell is left open"
    if not lists:
        yield "no list to choose from"


def faults(desktop, path):
    """Why a file does not open as it should."""
    hidden = (value("Hidden", True), value("RepairPackage", False), value("MacroExecutionMode", 0))
    try:
        document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(os.path.abspath(path)), "_blank", 0, hidden)
    except Exception as error:
        return [f"it does not open: {error}"]
    if document is None:
        return ["it does not open"]
    found = []
    if document.supportsService(CALC):
        sheets = [document.Sheets.getByIndex(index) for index in range(document.Sheets.getCount())]
        if path.endswith(".foglio.xlsx"):
            found += working_faults(sheets)
    elif document.TextTables.getCount() == 0 and ".piano." in path:
        found.append("its tables are not there")
    document.close(True)
    return found


def main(paths):
    if shutil.which("soffice") is None:
        return 3
    with tempfile.TemporaryDirectory() as profile:
        office, desktop = connect(profile)
        broken = 0
        for path in paths:
            for fault in faults(desktop, path):
                broken += 1
                print(f"{path}: {fault}")
        try:
            desktop.terminate()
        except Exception:
            pass
        office.wait(timeout=60)
    print(f"{len(paths)} files opened in LibreOffice without repair: {broken} faults")
    return 1 if broken else 0


sys.exit(main(sys.argv[1:]))
