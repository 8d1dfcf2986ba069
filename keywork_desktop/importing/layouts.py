"""The columns each report has, and every spelling of their headings that has been met (DOMAIN 8).

A layout is recognised by its headings, whatever their order. To teach the program another spelling, add it here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.importing.contents import Holds


@dataclass(frozen=True)
class Column:
    """One column of a report: our word for it, its headings in plain spelling (best first), and what it holds."""

    name: str
    headings: tuple[str, ...]
    holds: Holds = Holds.ANYTHING


@dataclass(frozen=True)
class Layout:
    """A kind of table. Any one of `told_by`, and none of `unless`, recognises it; it cannot do without `needed`."""

    name: str
    kind: ReportKind
    columns: tuple[Column, ...]
    told_by: tuple[frozenset[str], ...]
    needed: frozenset[str]
    unless: frozenset[str] = frozenset()
    dated_columns: bool = False

    @cached_property
    def by_heading(self) -> dict[str, str]:
        """Our word for each heading."""
        found: dict[str, str] = {}
        for column in self.columns:
            for heading in column.headings:
                found.setdefault(heading, column.name)
        return found

    @property
    def expected(self) -> str:
        """The headings that would recognise it, for a message."""
        titles = {column.name: column.headings[0].title() for column in self.columns}
        words = ", ".join(titles[column.name] for column in self.columns if column.name in self.told_by[0])
        return words + (" and the days" if self.dated_columns else "")


def _names(*names: str) -> frozenset[str]:
    return frozenset(names)


_NUMBER = Column(
    "prison_number",
    (
        "noms number", "noms no", "noms id", "noms", "nomis number", "nomis no", "nomis id", "nomis", "prison number",
        "prison no", "prisoner number", "prisoner no", "offender number", "offender no", "offender id", "prisoner id",
    ),
    Holds.PRISON_NUMBER,
)  # fmt: skip
_LAST = Column(
    "last_name", ("last name", "surname", "prisoner last name", "prisoner surname", "offender last name", "family name")
)
_FIRST = Column(
    "first_name",
    ("first name", "first names", "forename", "forenames", "prisoner first name", "given name", "given names"),
)
_NAME = Column("name", ("name", "prisoner", "prisoner name", "full name", "offender name", "offender"))
_BORN = Column("date_of_birth", ("date of birth", "dob", "d o b", "born"), Holds.DATE)
_LOCATION = Column(
    "location",
    (
        "ulocation", "u location", "location", "cell location", "housing location", "cell", "cell no", "cell number",
        "current location", "living unit", "internal location", "accommodation",
    ),
    Holds.LOCATION,
)  # fmt: skip
_BOOKING = Column("booking_number", ("booking no", "booking number", "booking", "book no", "bookno"))
_RELEASE = Column(
    "release_date",
    ("release date", "rel date", "earliest release date", "conditional release date", "crd", "release"),
    Holds.DATE,
)
_STAFF_ID = Column(
    "staff_id",
    ("staff user id", "user id", "userid", "staff id", "staff no", "staff number", "staff userid", "officer id"),
)
_UNIT = Column(
    "unit", ("houseblock", "hb", "house block", "house unit", "wing", "unit", "residential unit", "location")
)

CASE_NOTES = Layout(
    "case notes",
    ReportKind.CASE_NOTES,
    (
        _NUMBER,
        Column(
            "note_type",
            ("case note type sub type", "case note type subtype", "case note type", "type sub type", "type"),
        ),
        Column("note_sub_type", ("case note sub type", "sub type", "case note subtype", "subtype")),
        Column(
            "contact_date", ("contact date", "case note date", "date of contact", "occurrence date", "date"), Holds.DATE
        ),
        Column("contact_time", ("contact time", "case note time", "time of contact", "occurrence time", "time")),
        Column("staff_id", (*_STAFF_ID.headings, "case notes staff user id", "case note staff user id")),
        Column(
            "staff_last_name",
            ("case notes staff last name", "case note staff last name", "staff last name", "staff surname"),
        ),
        Column("staff_first_name", ("case notes staff first name", "case note staff first name", "staff first name")),
        _LAST,
        _FIRST,
        Column("unit", ("wing", "unit", "houseblock")),
    ),
    (_names("prison_number", "contact_date", "note_type"), _names("prison_number", "note_type", "staff_id")),
    _names("prison_number", "contact_date", "note_type"),
)  # fmt: skip

UNLOCK_LIST = Layout(
    "unlock list",
    ReportKind.UNLOCK_LIST,
    (
        _NUMBER,
        _LAST,
        _FIRST,
        _NAME,
        Column("start_time", ("start time", "start", "time from", "from")),
        Column("end_time", ("end time", "end", "finish time", "time to", "to")),
        Column("movement_type", ("movement type", "movement", "event type", "event", "activity type", "type")),
        Column(
            "place",
            ("sa internal location", "internal location", "sa location", "destination", "activity location", "place"),
        ),
    ),
    (_names("prison_number", "start_time", "movement_type"), _names("prison_number", "start_time", "end_time")),
    _names("prison_number", "start_time", "end_time"),
)

TRACKER = Layout(
    "tracker",
    ReportKind.TRACKER,
    (
        _NUMBER,
        _NAME,
        _LAST,
        _FIRST,
        _LOCATION,
        Column(
            "key_worker",
            ("key worker", "keyworker", "key worker name", "kw", "kw officer", "key work officer", "personal officer"),
        ),
        Column(
            "last_session",
            ("last kw session", "last key work session", "last session", "last kw", "last ks", "last seen"),
            Holds.DATE,
        ),
        Column("next_due", ("next due", "next session", "due", "next kw session")),
    ),
    (_names("key_worker", "prison_number"), _names("key_worker", "name", "location")),
    _names("key_worker", "prison_number"),
)  # fmt: skip

ALERTS = Layout(
    "alerts",
    ReportKind.ALERTS,
    (
        _NUMBER,
        _LAST,
        _FIRST,
        _NAME,
        Column("alert", ("alert description", "alert type description", "alert", "alert code description")),
        Column("alert_code", ("alert code", "code")),
        Column("status", ("alert status", "status")),
        Column(
            "effective",
            ("alert effective date", "effective date", "alert date", "alert start date", "start date"),
            Holds.DATE,
        ),
        Column("expiry", ("expiry date", "alert expiry date", "alert end date", "end date", "expires"), Holds.DATE),
        Column("admission_date", ("admission date", "admn date", "adm date", "date of admission"), Holds.DATE),
        _RELEASE,
        _LOCATION,
        _BORN,
    ),
    (_names("prison_number", "alert"), _names("prison_number", "alert_code")),
    _names("prison_number"),
)

ADMISSIONS = Layout(
    "admissions",
    ReportKind.ADMISSIONS,
    (
        _NUMBER,
        Column(
            "admission_time",
            ("admission time", "admission date time", "admission date", "date of admission", "reception date"),
            Holds.DATE,
        ),
        _LAST,
        _FIRST,
        _NAME,
        _BOOKING,
        _BORN,
    ),
    (_names("prison_number", "admission_time"),),
    _names("prison_number", "admission_time"),
    unless=_names("sentence_length", "in_out"),
)  # fmt: skip

STAFF = Layout(
    "staff",
    ReportKind.STAFF,
    (
        _STAFF_ID,
        _LAST,
        _FIRST,
        Column("name", ("name", "officer", "officer name", "key worker", "key worker name", "staff name")),
        Column("band", ("band", "grade")),
        _UNIT,
        Column("working_pattern", ("working pattern", "pattern", "ft pt", "contract", "full time part time")),
        Column("status", ("status", "availability", "key worker status")),
        Column("return_date", ("return date", "date of return", "returns", "return", "back on"), Holds.DATE),
        Column(
            "capacity", ("maximum capacity", "max capacity", "capacity", "maximum caseload", "max caseload", "places")
        ),
        Column("specialism", ("specialism", "specialisms", "speciality", "specialist area")),
        Column("do_not_allocate", ("do not allocate alert codes", "do not allocate", "do not allocate codes")),
    ),
    (
        _names("staff_id", "last_name", "status"),
        _names("staff_id", "last_name", "capacity"),
        _names("staff_id", "name", "capacity"),
        _names("staff_id", "name", "status"),
    ),
    _names("staff_id"),
)  # fmt: skip

DETAIL = Layout(
    "detail",
    ReportKind.DETAIL,
    (
        _STAFF_ID,
        Column("name", ("name", "officer", "officer name", "staff", "staff name", "staff member")),
        _LAST,
        _FIRST,
        _UNIT,
    ),
    (_names("staff_id"), _names("name"), _names("last_name")),
    frozenset(),
    dated_columns=True,
)

SHIFT_CODES = Layout(
    "shift codes",
    ReportKind.DETAIL,
    (
        Column("code", ("code", "shift code", "shift")),
        Column("meaning", ("meaning", "description", "shift name")),
        Column("start", ("start", "start time", "from", "starts")),
        Column("end", ("end", "end time", "finish", "to", "ends")),
    ),
    (_names("code", "meaning"), _names("code", "start", "end")),
    _names("code"),
)

ROTA_RETURN = Layout(
    "rota return",
    ReportKind.ROTA_RETURN,
    (
        Column("session_id", ("session id",)),
        _NUMBER,
        _NAME,
        Column("on", ("date", "day"), Holds.DATE),
        Column("start", ("start", "time")),
        Column("outcome", ("outcome", "what happened")),
        Column("reason", ("reason", "why not")),
        Column("minutes", ("minutes held", "minutes")),
        Column("version", ("rota version",)),
    ),
    (_names("session_id", "outcome"),),
    _names("session_id", "prison_number", "on", "outcome", "reason"),
)

ALPHA_LIST = Layout(
    "alpha list",
    ReportKind.ALPHA_LIST,
    (
        _NUMBER,
        _LAST,
        _FIRST,
        _NAME,
        _LOCATION,
        _BORN,
        _BOOKING,
        Column("legal_status", ("main legal status", "legal status", "legal status grouping"), Holds.WORDS),
        _RELEASE,
        Column("sentence_length", ("sentence length", "sentence", "length of sentence")),
        Column("in_out", ("in out status", "in out", "in out status code")),
    ),
    (
        _names("prison_number", "location"),
        _names("prison_number", "sentence_length"),
        _names("prison_number", "in_out"),
        _names("prison_number", "booking_number", "last_name"),
    ),
    _names("prison_number", "location"),
)

LAYOUTS = (ROTA_RETURN, CASE_NOTES, UNLOCK_LIST, TRACKER, ALERTS, ADMISSIONS, DETAIL, STAFF, SHIFT_CODES, ALPHA_LIST)
"""In the order in which they are tried: the most particular first."""
