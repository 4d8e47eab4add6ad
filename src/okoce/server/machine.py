"""Whether this machine can run the project. Runs before anything is installed, so: standard library only, and
syntax that old versions of Python understand too.

`python3 src/okoce/server/machine.py` prints what is wrong and ends with 1, or prints nothing and ends with 0."""

import platform
import sys

OLDEST, NEWEST = (3, 11), (3, 13)
PROCESSORS = ("x86_64", "aarch64")
GLIBC = (2, 28)


def obstacle():  # type: ignore[no-untyped-def]  # annotations of today would stop an old Python here
    """One sentence about what is missing and what to do, or an empty string."""
    if sys.platform != "linux":
        return (
            "This runs on Linux only, and this is {}. On Windows use WSL 2, on a Mac a Linux virtual machine "
            "or container.".format(platform.system() or sys.platform)
        )
    if platform.machine() not in PROCESSORS:
        return "PostgreSQL is shipped for {} only, and this processor is {}.".format(
            " and ".join(PROCESSORS), platform.machine()
        )
    library, version = platform.libc_ver()
    if library != "glibc" or tuple(int(part) for part in version.split(".")[:2]) < GLIBC:
        return (
            "A Linux with glibc 2.28 or newer is needed (Debian 11, Ubuntu 20.04, RHEL 8 or newer), and this one has "
            "{} {}. Alpine does not work; use a Debian container there.".format(library or "another C library", version)
        )
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return (
            "Python {}.{} to {}.{} is needed, and {} is {}.{}. Install one of them (Debian and Ubuntu: "
            "`apt install python3.11`), so that `python3` or `python3.11` starts it.".format(
                *(OLDEST + NEWEST + (sys.executable,) + sys.version_info[:2])
            )
        )
    return ""


if __name__ == "__main__":
    found = obstacle()
    if found:
        sys.stderr.write(found + "\n")
        sys.exit(1)
