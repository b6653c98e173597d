"""Synthetic landing folders: the exports of a phone system and a CRM that never existed.

What belongs here: people, customers, calls and sales that are invented but behave like real ones, and the
files in which such systems hand them over. Nothing here reads an export or knows how it is counted.
"""

from dagster_project.generate.run import GenerateReport, generate

__all__ = ["GenerateReport", "generate"]
