#!/usr/bin/env python3
"""Everything a developer runs: `python3 dev.py TASK [ARGUMENT ...]`.

The first run makes `.venv` and installs exactly what `requirements.lock` names, checked by hash; later runs start at
once. Standard library only, and written so that an old Python can still say that it is too old.
"""

import ctypes
import hashlib
import importlib.util
import locale
import os
import platform
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "keywork-desktop.lock-hash"
OLDEST = (3, 11)
WINDOWS = os.name == "nt"

# What Qt's window and picture plug-ins load at run time: the library, and the Debian package that holds it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
}

# What pip says when it cannot reach the packages.
NO_NETWORK = (
    "connection broken",
    "failed to establish a new connection",
    "max retries exceeded",
    "name resolution",
    "getaddrinfo failed",
    "network is unreachable",
    "read timed out",
)


class Stop(Exception):
    """Work cannot go on; the message says what to do."""


def say(text: str) -> None:
    """Print to stderr: stdout belongs to the program that is run (it may be JSON)."""
    print(text, file=sys.stderr, flush=True)


def version_of(numbers: tuple) -> str:
    """`3.11` of a version's numbers."""
    return ".".join(str(number) for number in numbers[:2])


def check_python() -> None:
    """Refuse a Python that is too old, and name a newer one where there is one."""
    if sys.version_info >= OLDEST:
        return
    names = [f"python3.{minor}" for minor in range(20, OLDEST[1] - 1, -1)]
    newer = next((name for name in names if shutil.which(name)), None)
    advice = "Run: {} {}".format(newer, " ".join(sys.argv)) if newer else "Install a newer one and run this with it."
    raise Stop(
        f"Keywork Desktop needs Python {version_of(OLDEST)} or newer; this is {version_of(sys.version_info)}. {advice}"
    )


# ------------------------------------------------------------------------------------------------- Debian and Ubuntu
def apt_install(packages: list, why: str) -> None:
    """Install Debian packages where we may, else say the one command."""
    command = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if shutil.which("apt-get") is None:
        raise Stop("{} On Debian and Ubuntu the packages are: {}.".format(why, " ".join(packages)))
    if os.geteuid() != 0:
        raise Stop(f"{why} Run this once, then try again:\n  sudo {command}")
    say("{} Installing: {}".format(why, " ".join(packages)))
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    # An update may fail for one source and still bring what is needed: only the installation decides.
    subprocess.run(["apt-get", "update", "-q"], env=environment, stdout=sys.stderr, check=False)
    if subprocess.run(shlex.split(command), env=environment, stdout=sys.stderr, check=False).returncode != 0:
        raise Stop(f"'{command}' failed; its own words are above. It needs a network.")


def missing_qt_libraries() -> list:
    """The Debian packages whose library this machine cannot load."""
    missing = []
    for library, package in QT_LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def check_qt_libraries() -> None:
    """On Linux, see that what Qt loads is there."""
    if platform.system() != "Linux":
        return
    missing = missing_qt_libraries()
    if missing:
        apt_install(missing, "Qt needs system libraries that are not here.")


# ----------------------------------------------------------------------------------------------- the environment
def inside(name: str) -> Path:
    """A program inside the environment."""
    return VENV / ("Scripts" if WINDOWS else "bin") / (name + ".exe" if WINDOWS else name)


def wanted_stamp() -> str:
    """What `.venv` was made from: the lock (whatever its line ends), this checkout's place, the Python."""
    content = LOCK.read_bytes().replace(b"\r\n", b"\n") + str(ROOT).encode("utf-8")
    return hashlib.sha256(content).hexdigest()


def environment_python_version():
    """(major, minor) of the Python in `.venv`; None where there is none that runs."""
    if not inside("python").exists():
        return None
    answer = subprocess.run(
        [str(inside("python")), "-c", "import sys; print(*sys.version_info[:2])"],
        capture_output=True,
        text=True,
        check=False,
    )
    return tuple(int(part) for part in answer.stdout.split()) if answer.returncode == 0 else None


def make_environment() -> None:
    """Make `.venv`, or mend one that was made by other means."""
    found = environment_python_version()
    if found is None or found < OLDEST:
        if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
            package = f"python{version_of(sys.version_info)}-venv" if sys.prefix == "/usr" else "python3-venv"
            apt_install([package], "This Python cannot make environments: its venv module is not installed.")
        say(f"Making .venv with Python {platform.python_version()} ...")
        arguments = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        if subprocess.run(arguments, stdout=sys.stderr, check=False).returncode != 0:
            raise Stop(f"Python could not make {VENV}; see above. Is the folder writable, is the disk full?")
    python = str(inside("python"))
    has_pip = subprocess.run([python, "-c", "import pip"], capture_output=True, check=False).returncode == 0
    if not has_pip and subprocess.run([python, "-m", "ensurepip"], stdout=sys.stderr, check=False).returncode != 0:
        raise Stop(f"There is no pip in {VENV}. Delete that folder and run this again.")


def install_lock() -> None:
    """Install the lock: each file is checked against its hash, nothing is built from source."""
    say("Installing what requirements.lock names (once, some 200 MB) ...")
    arguments = [str(inside("python")), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    arguments += ["--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", str(LOCK)]
    if not sys.stderr.isatty():
        arguments += ["-q"]
    environment = dict(os.environ, PIP_USER="0", PYTHONUTF8="1")
    pip = subprocess.run(
        arguments,
        stdout=sys.stderr,
        stderr=subprocess.PIPE,
        env=environment,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if pip.returncode == 0:
        return
    say(pip.stderr)
    if any(sign in pip.stderr.lower() for sign in NO_NETWORK):
        raise Stop(
            "The packages cannot be reached. The first run needs a network, later ones do not: connect and try again."
        )
    raise Stop("pip could not install requirements.lock; its own words are above.")


def point_at_checkout() -> None:
    """Let the environment import the program from this checkout."""
    question = "import sys, sysconfig; print(sys.version_info[1], sysconfig.get_path('purelib'))"
    query = [str(inside("python")), "-c", question]
    minor, folder = subprocess.run(query, capture_output=True, text=True, check=True).stdout.strip().split(" ", 1)
    # Python reads .pth files in the system's own encoding up to 3.12.
    encoding = "utf-8" if int(minor) >= 13 else locale.getpreferredencoding(False)
    (Path(folder) / "keywork_desktop_checkout.pth").write_text(f"{ROOT}\n", encoding=encoding)


def set_up() -> str:
    """Bring `.venv` to what the lock says; returns its Python. Does nothing where that is so already."""
    if not LOCK.exists():
        raise Stop("requirements.lock is missing: this is not a whole checkout of Keywork Desktop.")
    wanted = wanted_stamp()
    done = inside("python").exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8").strip() == wanted
    if not done:
        make_environment()
        install_lock()
        point_at_checkout()
        STAMP.write_text(wanted + "\n", encoding="utf-8")
        say("Ready.")
    return str(inside("python"))


# --------------------------------------------------------------------------------------------------------- tasks
def run(*command: object, **options: object) -> int:
    """Run a command to its end and return its exit status. Ctrl+C goes to the command, which ends as it sees fit."""
    with subprocess.Popen([str(part) for part in command], **options) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue


def task_demo(arguments: list) -> int:
    """the invented prison, from its reports to the rota workbook; then the window"""
    check_qt_libraries()
    return run(set_up(), "-m", "keywork_desktop", "demo", *arguments)


def task_run(arguments: list) -> int:
    """the program itself: the window, or a command (run due --json)"""
    check_qt_libraries()
    return run(set_up(), "-m", "keywork_desktop", *arguments)


def task_test(arguments: list) -> int:
    """the tests, without the benchmarks"""
    check_qt_libraries()
    return run(set_up(), "-m", "pytest", *arguments, cwd=ROOT)


def task_screens(arguments: list) -> int:
    """the tests of the screens; their pictures are left in build/screens"""
    check_qt_libraries()
    return run(set_up(), "-m", "pytest", "tests/screens", *arguments, cwd=ROOT)


def task_bench(arguments: list) -> int:
    """the benchmarks (leave the machine alone meanwhile)"""
    check_qt_libraries()
    return run(set_up(), "-m", "pytest", "tests/benchmarks", "-p", "no:randomly", *arguments, cwd=ROOT)


def task_lint(arguments: list) -> int:
    """ruff (rules, format) and the direction of the imports; arguments go to ruff check"""
    python = set_up()
    results = [
        run(python, "-m", "ruff", "check", *arguments, cwd=ROOT),
        run(python, "-m", "ruff", "format", "--check", cwd=ROOT),
        run(inside("lint-imports"), cwd=ROOT),
    ]
    return max(results)


def task_types(arguments: list) -> int:
    """mypy: strict for domain, planning and actions"""
    return run(set_up(), "-m", "mypy", *arguments, cwd=ROOT)


def task_lock(arguments: list) -> int:
    """write requirements.lock anew from pyproject.toml (needs uv; --upgrade takes newer versions)"""
    uv = shutil.which("uv") or (str(inside("uv")) if inside("uv").exists() else None)
    if uv is None:
        raise Stop("The lock is made by uv, which is not here. Install it (python -m pip install uv) and try again.")
    compiled = [uv, "pip", "compile", "pyproject.toml", "--group", "dev", "--universal"]
    compiled += [
        "--python-version",
        version_of(OLDEST),
        "--generate-hashes",
        "--no-header",
        "--no-emit-index-url",
        "--quiet",
        "--output-file",
        LOCK.name,
    ]
    return run(*compiled, *arguments, cwd=ROOT)


TASKS = {
    "demo": task_demo,
    "run": task_run,
    "test": task_test,
    "lint": task_lint,
    "types": task_types,
    "screens": task_screens,
    "bench": task_bench,
    "lock": task_lock,
}


def usage() -> str:
    """The tasks and what each does."""
    lines = ["python3 dev.py TASK [ARGUMENT ...]      further arguments are passed on", ""]
    lines += [f"  {name:<9}{task.__doc__}" for name, task in TASKS.items()]
    return "\n".join(lines)


def main(arguments: list) -> int:
    """Do the task that the arguments name; returns the exit status."""
    if arguments and arguments[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    if not arguments or arguments[0] not in TASKS:
        say(usage())
        return 2
    try:
        check_python()
        return TASKS[arguments[0]](arguments[1:])
    except Stop as stop:
        say(f"dev.py: {stop}")
        return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
