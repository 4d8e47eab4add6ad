"""What an operator is told when something cannot go on."""


class ServerError(Exception):
    """A problem with its next step, written for the person at the terminal."""
