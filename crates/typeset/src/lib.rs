//! Documents set on pages: PDF that people and programs can read (PDF/A-2a and PDF/UA-1).
