"""HMP Saltmarsh (demo): an invented prison of about 1,000 prisoners, written as the report files a real one has.

It knows nothing of the program that reads them. Nobody in it is real.
"""

from .prison import DemoReports, WingFacts, write_reports

__all__ = ["DemoReports", "WingFacts", "write_reports"]
