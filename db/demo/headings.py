"""The headings of the demo prison's report files, word for word those of the real ones (DOMAIN 8)."""


def _columns(line: str) -> tuple[str, ...]:
    return tuple(line.split(","))


ALPHA_LIST = _columns(
    "Booking No,NOMS Number,Last Name,First Name,Date of Birth,ULocation,CAT,Religion,Ethnic Code,In Out Status,Diet,"
    "Nationality,Main Legal Status,Sentence Length,Release Date"
)
ADMISSIONS = _columns(
    "Admission Time,Last Name,First Name,NOMS Number,Booking No,Location,Date of Birth,Religion,Legal Status,"
    "Security Category,From,Reason,Main Offence,PNC ID"
)
ALERTS = _columns(
    "Alert Description,NOMS Number,Last Name,First Name,Date of Birth,Religion Code,Legal Status Grouping,Sec Cat,"
    "Housing Location,Alert Category,Alert Comment Text,Alert Effective Date,Expiry Date,Release Date,PNC ID"
)
ALERTS_WITH_DATES = _columns(
    "Alert Description,NOMS Number,Last Name,First Name,Housing Location,Alert Category,Alert Status,Admission Date,"
    "Release Date"
)
CASE_NOTES = _columns(
    "Wing,Case Notes Staff Last Name,Case Notes Staff First Name,Staff User ID,NOMS Number,Last Name,First Name,"
    "Contact Date,Contact Time,Case Note Type/Sub Type,Case Note Text"
)
UNLOCK_LIST = _columns(
    "Wing,Cell Location,Last Name,First Name,NOMS Number,Security Category,ACCT,NFR,Start Time,End Time,Movement Type,"
    "SA Internal Location"
)

STAFF = _columns(
    "Staff User ID,Last Name,First Name,Band,Houseblock,Working pattern,Status,Return date,Maximum capacity,Specialism,"
    "Do not allocate (alert codes)"
)
DETAIL_FIRST = ("Staff User ID", "Name", "HB")
TRACKER = ("Cell", "Prisoner", "NOMS", "Key worker", "Last KW session", "Next due", "ACCT", "Comments")
