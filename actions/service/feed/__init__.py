"""The court's data feed (contract section 4): reading, merging, storing; and the demo data."""

from actions.service.feed.directory import write_court_directory
from actions.service.feed.importing import import_feed
from actions.service.feed.report import ImportReport, Refusal

__all__ = ["ImportReport", "Refusal", "import_feed", "write_court_directory"]
