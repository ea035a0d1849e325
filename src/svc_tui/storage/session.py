"""What services call a read and a choice of rows: names of types, so that only this layer knows whose they are."""

from sqlalchemy import Select
from sqlalchemy.orm import Session as Session

Keys = Select[tuple[int]]
"""A statement that finds the keys of rows."""
