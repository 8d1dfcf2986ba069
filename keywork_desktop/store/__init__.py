"""The store: an encrypted file of facts and decisions, with one change log. Rows stay in here; frozen values go out."""

from keywork_desktop.store.author import Author, default_author
from keywork_desktop.store.checking import Finding
from keywork_desktop.store.copies import Backup
from keywork_desktop.store.fact_writes import Put, Written
from keywork_desktop.store.keys import StoreKey
from keywork_desktop.store.queries.rules_in_time import Entered, PolicyEntry, Reading
from keywork_desktop.store.queries.shift_codes import CodesKnown, CodeWritten
from keywork_desktop.store.restoring import Restored, restore
from keywork_desktop.store.rule_writes import Cut
from keywork_desktop.store.store import Store
from keywork_desktop.store.unit_of_work import UnitOfWork

__all__ = [
    "Author",
    "Backup",
    "CodeWritten",
    "CodesKnown",
    "Cut",
    "Entered",
    "Finding",
    "PolicyEntry",
    "Put",
    "Reading",
    "Restored",
    "Store",
    "StoreKey",
    "UnitOfWork",
    "Written",
    "default_author",
    "restore",
]
