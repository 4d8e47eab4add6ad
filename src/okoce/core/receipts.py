"""Receipt numbers: short enough to be read over the telephone, too many to be guessed."""

# Crockford's base 32: no I, L, O, U, so that a number read over the telephone is written right.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RECEIPT_LENGTH = 9
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V", " ": None, "-": None, ".": None})


def receipt_from(random: bytes) -> str:
    """A receipt number from at least 9 random bytes: three groups of three, 45 bits."""
    letters = [ALPHABET[byte % 32] for byte in random[:RECEIPT_LENGTH]]
    return "-".join("".join(letters[i : i + 3]) for i in range(0, RECEIPT_LENGTH, 3))


def read_receipt(text: str) -> str:
    """A receipt number as typed, in its stored form; the empty string where it cannot be one."""
    letters = text.strip().upper().translate(_READ_AS)
    if len(letters) != RECEIPT_LENGTH or any(letter not in ALPHABET for letter in letters):
        return ""
    return "-".join(letters[i : i + 3] for i in range(0, RECEIPT_LENGTH, 3))
