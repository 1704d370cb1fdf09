"""LibreOffice, spoken to from Python. Needs `python3-uno`, whose module is of the Python of the system."""

import os
import subprocess
import time

import uno
from com.sun.star.beans import PropertyValue


def value(name, content):
    prop = PropertyValue()
    prop.Name, prop.Value = name, content
    return prop


def connect(profile):
    pipe = f"traguardo{os.getpid()}"
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return office, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:  # it has not begun to listen yet
            time.sleep(0.5)
    raise SystemExit("LibreOffice non risponde")
