"""The house rules that no other tool checks, each with its reason and an example of what it must notice.

A rule looks at one file and yields the lines that break it. `tests/unit/test_layout.py` applies them.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Findings = Iterator[tuple[int, str]]

# Written in two parts where the whole word would be found in this very file.
_MARKS = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
_REGISTRIES = ("pypi" + ".org", "python" + "hosted.org", "npm" + "js.", "deb" + "ian.org", "ubuntu" + ".com")
_MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:ho" + r"me|ro" + r"ot|wo" + r"rk)/\w|C:\\+Us" + r"ers\\")

_QT = {"PySide6", "shiboken6", "qasync", "qtawesome", "qtpy", "pyqtgraph"}
_SQL = {"sqlmodel", "sqlalchemy", "alembic", "sqlcipher3", "sqlite3"}
_VAGUE = {"utils", "util", "helpers", "helper", "manager", "handler", "handlers", "data", "misc", "common", "stuff"}

LONGEST_FILE = 450
LONGEST_FUNCTION = 90


@dataclass(frozen=True)
class HouseRule:
    """One rule: `where` says which files it is for, `find` yields (line, what) for each breach in one of them."""

    name: str
    reason: str
    where: Callable[[str], bool]
    find: Callable[[str, str], Findings]
    example: str
    example_path: str


def _python(path: str) -> bool:
    return path.endswith(".py")


def _program(path: str) -> bool:
    return _python(path) and path.startswith(("keywork_desktop/", "db/"))


def _written(path: str) -> bool:
    """Python written by hand: a migration is a list of steps, as long as the tables are many."""
    return _python(path) and not path.startswith("db/migrations/versions/")


def _tests(path: str) -> bool:
    return _python(path) and path.startswith("tests/")


def _inside(*folders: str) -> Callable[[str], bool]:
    return lambda path: _python(path) and path.startswith(folders)


def _outside(*folders: str) -> Callable[[str], bool]:
    return lambda path: _program(path) and not path.startswith(folders)


def _anywhere(path: str) -> bool:
    return not path.startswith("tests/data/")


def _imports(text: str) -> Iterator[tuple[int, str]]:
    """Every imported module with its line, also those inside functions."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.lineno, node.module


def _lines(pattern: re.Pattern[str]) -> Callable[[str, str], Findings]:
    def find(path: str, text: str) -> Findings:
        for number, line in enumerate(text.splitlines(), start=1):
            if found := pattern.search(line):
                yield number, found.group().strip()

    return find


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in words) + ")")


def _libraries(names: set[str]) -> Callable[[str, str], Findings]:
    def find(path: str, text: str) -> Findings:
        yield from ((line, name) for line, name in _imports(text) if name.split(".")[0] in names)

    return find


def _beyond_the_standard_library(path: str, text: str) -> Findings:
    for line, name in _imports(text):
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("keywork_desktop.domain"):
            yield line, name


def _calls(text: str) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))


def _methods(*names: str, allowed: str = "") -> Callable[[str, str], Findings]:
    """Calls of a method by these names, except on a receiver whose name holds `allowed`."""

    def find(path: str, text: str) -> Findings:
        for call in _calls(text):
            if not isinstance(call.func, ast.Attribute) or call.func.attr not in names:
                continue
            receiver = ast.unparse(call.func.value)
            if not allowed or allowed not in receiver.lower():
                yield call.lineno, ast.unparse(call.func)

    return find


def _unexplained_ignores(path: str, text: str) -> Findings:
    good = re.compile(r"#\s*type:\s*ignore\[[\w, -]+\]\s+#\s*\S+")
    for number, line in enumerate(text.splitlines(), start=1):
        if re.search(r"#\s*type:\s*ignore", line) and not good.search(line):
            yield number, line.strip()


def _long_functions(path: str, text: str) -> Findings:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno is not None:
            length = node.end_lineno - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield node.lineno, f"{node.name}: {length} lines"


def _long_file(path: str, text: str) -> Findings:
    length = len(text.splitlines())
    if length > LONGEST_FILE:
        yield length, f"{length} lines"


def _no_first_sentence(path: str, text: str) -> Findings:
    tree = ast.parse(text)
    if tree.body and ast.get_docstring(tree) is None:
        yield 1, "no docstring"


def _undocumented(path: str, text: str) -> Findings:
    """Public functions and classes at the top of a module without a docstring."""
    for node in ast.parse(text).body:
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) or node.name.startswith("_"):
            continue
        if ast.get_docstring(node) is None:
            yield node.lineno, node.name


def _vague_name(path: str, text: str) -> Findings:
    if path == "keywork_desktop/ui/pages/data.py":  # the page is called Data on the rail
        return
    for part in path.removesuffix(".py").split("/"):
        if part.strip("_") in _VAGUE:
            yield 1, part


def _colours(path: str, text: str) -> Findings:
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and re.fullmatch(r"#[0-9a-fA-F]{6,8}", node.value)
        ):
            yield node.lineno, node.value
        elif isinstance(node, ast.Attribute) and node.attr != "transparent":
            name = ast.unparse(node)
            if name.startswith("Qt.GlobalColor."):
                yield node.lineno, name


def _own_file(path: str, text: str) -> Findings:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name) and node.id == "__file__":
            yield node.lineno, "__file__"


def _swallowed(path: str, text: str) -> Findings:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ExceptHandler):
            broad = node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"}
            if broad and all(isinstance(part, (ast.Pass, ast.Continue)) for part in node.body):
                yield node.lineno, "an error of any kind is dropped"


RULES = (
    HouseRule(
        "the domain knows only the standard library",
        "what the field knows must outlive every library and be testable in milliseconds",
        _inside("keywork_desktop/domain/"),
        _beyond_the_standard_library,
        "import openpyxl",
        "keywork_desktop/domain/a.py",
    ),
    HouseRule(
        "the domain does not read the clock",
        "'today' is an argument (--as-of): a past day must be computed as it was, a test must not depend on the date",
        _inside("keywork_desktop/domain/", "keywork_desktop/planning/"),
        _methods("today", "now", "utcnow"),
        "date.today()",
        "keywork_desktop/domain/a.py",
    ),
    HouseRule(
        "Qt lives in ui and app",
        "the command line and the tests of the field must work where no window can",
        _outside("keywork_desktop/ui/", "keywork_desktop/app.py"),
        _libraries(_QT),
        "def f():\n    from PySide6 import QtCore",
        "keywork_desktop/actions/a.py",
    ),
    HouseRule(
        "the database lives in store and db",
        "rows stay in the store: everybody else sees frozen values",
        _outside("keywork_desktop/store/", "db/"),
        _libraries(_SQL),
        "import sqlmodel",
        "keywork_desktop/ui/a.py",
    ),
    HouseRule(
        "dialogs are opened, not executed",
        "exec() starts a second event loop inside a coroutine and hangs it: open() and a future (a QDrag must exec)",
        _inside("keywork_desktop/ui/", "keywork_desktop/app.py"),
        _methods("exec", "exec_", allowed="drag"),
        "dialog.exec()",
        "keywork_desktop/ui/a.py",
    ),
    HouseRule(
        "the window does not quit the application",
        "closing goes in order, tasks, store, loop; quit() would skip that",
        _inside("keywork_desktop/ui/", "keywork_desktop/app.py"),
        _methods("quit", allowed="thread"),
        "QApplication.quit()",
        "keywork_desktop/ui/a.py",
    ),
    HouseRule(
        "colours come from the palette or the theme",
        "any other colour is wrong in dark or in high contrast",
        lambda path: _inside("keywork_desktop/ui/")(path) and not path.endswith("/theme.py"),
        _colours,
        "pen = QColor('#aa0000')",
        "keywork_desktop/ui/a.py",
    ),
    HouseRule(
        "shipped files are found by paths alone",
        "their place differs between checkout, wheel and frozen build",
        lambda path: path.startswith("keywork_desktop/") and _python(path) and path != "keywork_desktop/paths.py",
        _own_file,
        "here = Path(__file__)",
        "keywork_desktop/ui/a.py",
    ),
    HouseRule(
        "a file says what it is for",
        "somebody new finds any behaviour by its name within a minute",
        _program,
        _no_first_sentence,
        "x = 1",
        "keywork_desktop/a.py",
    ),
    HouseRule(
        "public names of the field are documented",
        "the docstring gives the unit, the errors and the source of the rule",
        _inside("keywork_desktop/domain/", "keywork_desktop/planning/", "keywork_desktop/actions/"),
        _undocumented,
        "def due_on():\n    return 1",
        "keywork_desktop/domain/a.py",
    ),
    HouseRule(
        "names say what a wing manager would say",
        "a module called utils collects whatever has no home",
        _python,
        _vague_name,
        "",
        "keywork_desktop/utils.py",
    ),
    HouseRule("one idea a file", "a long file holds several ideas", _written, _long_file, "x = 1\n" * 500, "db/a.py"),
    HouseRule(
        "a function fits on a screen",
        "what does not fit cannot be checked by eye",
        _written,
        _long_functions,
        "def f():\n" + "    x = 1\n" * 100,
        "db/a.py",
    ),
    HouseRule(
        "no error is dropped",
        "a silent failure is found by the man who was not seen",
        _python,
        _swallowed,
        "try:\n    f()\nexcept Exception:\n    pass",
        "db/a.py",
    ),
    HouseRule(
        "an ignored type error has a code and a reason",
        "otherwise it hides the next error on that line too",
        _python,
        _unexplained_ignores,
        "x = 1  # type: " + "ignore",
        "db/a.py",
    ),
    HouseRule(
        "nothing is left for later in the code",
        "what is open is an issue, where somebody sees it",
        _anywhere,
        _lines(_any_of(_MARKS)),
        "# " + _MARKS[0] + ": more",
        "db/a.py",
    ),
    HouseRule(
        "no package registry is named",
        "where packages come from is the machine's business",
        _anywhere,
        _lines(re.compile("|".join(re.escape(host) for host in _REGISTRIES))),
        "https://" + _REGISTRIES[0],
        "README.md",
    ),
    HouseRule(
        "no path of somebody's machine",
        "it exists nowhere else",
        _anywhere,
        _lines(_MACHINE_PATH),
        "open('/ho" + "me/x/y')",
        "db/a.py",
    ),
    HouseRule(
        "tests wait for conditions",
        "a sleep is too short on a slow machine and too long on a fast one",
        _tests,
        _methods("sleep"),
        "time.sleep(1)",
        "tests/unit/test_a.py",
    ),
    HouseRule(
        "every test runs",
        "a skipped test looks like a passed one",
        _tests,
        _lines(re.compile(r"(?:pytest|mark)\.(?:skip|skipif|xfail|importorskip)\b")),
        "@pytest.mark" + ".skip",
        "tests/unit/test_a.py",
    ),
)
