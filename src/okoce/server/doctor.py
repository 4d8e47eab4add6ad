"""`okoce doctor`: what runs and what is wrong, in plain words."""

import argparse
import sys
from collections.abc import Sequence

from okoce.server.checks import CHECKS, Finding, examine


def doctor(arguments: Sequence[str]) -> int:
    """say in plain words what runs and what is wrong"""
    argparse.ArgumentParser(prog="okoce doctor", description=doctor.__doc__).parse_args(arguments)
    problems = 0
    for check in CHECKS:
        for finding in examine(check):
            sys.stdout.write(line(finding))
            sys.stdout.flush()
            problems += finding.level == "problem"
    sys.stdout.write(f"\n{problems} problem(s).\n" if problems else "\nNo problem found.\n")
    return 1 if problems else 0


def line(finding: Finding) -> str:
    """One finding, its next step on a line of its own."""
    step = f"\n{'':10}-> {finding.next_step}" if finding.next_step else ""
    return f"{finding.level:<10}{finding.text}{step}\n"
