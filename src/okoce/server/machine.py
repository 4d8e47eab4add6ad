"""Whether this machine can run the project. Runs before anything is installed, so: standard library only, and
syntax that old versions of Python understand too.

`python3 src/okoce/server/machine.py` prints what is wrong and ends with 1, or prints nothing and ends with 0."""

import platform
import sys

OLDEST, NEWEST = (3, 11), (3, 13)
PROCESSORS = ("x86_64", "aarch64")
GLIBC = (2, 28)


def obstacle() -> str:
    """One sentence about what is missing and what to do, or an empty string."""
    if sys.platform != "linux":
        system = platform.system() or sys.platform
        return f"This runs on Linux only, and this is {system}. On Windows use WSL 2, on a Mac a Linux container."
    processor = platform.machine()
    if processor not in PROCESSORS:
        return f"PostgreSQL is shipped for {' and '.join(PROCESSORS)} only, and this processor is {processor}."
    library, version = platform.libc_ver()
    if library != "glibc" or tuple(int(part) for part in version.split(".")[:2]) < GLIBC:
        found = f"{library or 'another C library'} {version}".strip()
        return (
            "A Linux with glibc 2.28 or newer is needed (Debian 11, Ubuntu 20.04, RHEL 8 or newer), "
            f"and this one has {found}. On Alpine use a container with Debian."
        )
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return (
            f"Python {_dotted(OLDEST)} to {_dotted(NEWEST)} is needed, and {sys.executable} is "
            f"{_dotted(sys.version_info[:2])}. Install one of them (Debian and Ubuntu: apt install python3.11)."
        )
    return ""


def _dotted(version: "tuple[int, int]") -> str:
    return ".".join(str(part) for part in version)


if __name__ == "__main__":
    found = obstacle()
    if found:
        sys.stderr.write(found + "\n")
        sys.exit(1)
