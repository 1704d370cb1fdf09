#!/usr/bin/env python3
"""Looks whether PDFs keep to PDF/A-2a and PDF/UA-1.

    pdf.py FILE...

Needs `page-validation` (`pip install page-validation`), whose PDF/UA part follows the Matterhorn Protocol. Ends with 1 when
a file breaks a rule, with 3 when the validator is not there.
"""

import sys

try:
    import page
except ImportError:
    sys.exit(3)


def main(paths):
    broken = 0
    for path in paths:
        for profile in ("2a", "ua1"):
            report = page.validate_pdf(path, profile=profile, limits=page.SafetyLimits.unlimited())
            if not report.is_compliant:
                broken += 1
                for failure in report.failures[:5]:
                    print(f"{path}: {profile}: {failure.rule_id}: {failure.message}")
    print(f"{len(paths)} PDFs against PDF/A-2a and PDF/UA-1: {broken} reports with broken rules")
    return 1 if broken else 0


sys.exit(main(sys.argv[1:]))
