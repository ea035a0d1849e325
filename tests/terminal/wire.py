"""What a program sent over the line, taken apart: our own sequences, text, and what is neither."""

import re

OURS = re.compile(
    rb"\x1b\[[\d;]*[mHKABCDGLMPX@r]|\x1b\[2J|\x1b\[6n|\x1b\[\?(?:1049|25|1000|1003|1004|1006|1015|2004|2026|2048|7)[hl]"
    rb"|\x1b\[\?(?:2026|2048)\$p|\x1b\[>25u|\x1b\[<u|\x1b\]22;(?:default|text|pointer)\x07|[\x08\r\n]"
)


def foreign(sent: bytes | bytearray) -> list[str]:
    """Everything that is neither one of our sequences nor printable text, with a little around it."""
    text = OURS.sub(b"", bytes(sent)).decode()
    return [text[max(0, at - 20) : at + 20] for at, char in enumerate(text) if not char.isprintable()]
