"""Every table is found by its name, in the file where it is said to stand, and all of them are asked for once."""

from importlib import import_module
from typing import Any

from svc_tui.storage import tables


def test_each_file_has_the_tables_it_is_said_to_have() -> None:
    for file, names in tables.FILES.items():
        module = import_module(f"{tables.__name__}.{file}")
        classes: list[Any] = [
            each for each in vars(module).values() if getattr(each, "__module__", "") == module.__name__
        ]
        made = {each.__tablename__ for each in classes if hasattr(each, "__table__")}
        assert made == set(names), file
    assert set(tables.every().tables) == {name for names in tables.FILES.values() for name in names}
