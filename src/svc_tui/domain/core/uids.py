"""UUIDv7: sortable by time, made by whoever writes first, so that a retried write stays one record."""

from datetime import datetime


def uuid7(now: datetime, noise: bytes) -> str:
    """A UUIDv7 as text (RFC 9562).

    Args:
        now: Aware instant; its milliseconds lead.
        noise: Ten random bytes.
    """
    head = int(now.timestamp() * 1000).to_bytes(6, "big")
    raw = bytearray(head + noise[:10])
    raw[6] = (raw[6] & 0x0F) | 0x70
    raw[8] = (raw[8] & 0x3F) | 0x80
    text = raw.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
