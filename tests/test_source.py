"""How the source reads: files that say what they are for and stay short, table fields that are explained."""

import ast
from collections.abc import Iterator
from pathlib import Path

from textual import events
from textual.message import Message

SOURCE = Path(__file__).parents[1] / "src" / "svc_tui"
LINES = 600


def trees(folder: Path) -> dict[str, ast.Module]:
    """The files below a folder, by name."""
    files = sorted(folder.rglob("*.py"))
    return {str(path.relative_to(SOURCE)): ast.parse(path.read_text(encoding="utf-8")) for path in files}


def test_a_file_begins_with_what_it_is_for() -> None:
    assert [name for name, tree in trees(SOURCE).items() if not ast.get_docstring(tree)] == []


def test_a_file_holds_one_thing() -> None:
    """Longer ones hold two: find the seam."""
    long = {
        str(path.relative_to(SOURCE)): lines
        for path in SOURCE.rglob("*.py")
        if (lines := path.read_text(encoding="utf-8").count("\n")) > LINES
    }
    assert long == {}


def test_each_table_field_has_its_meaning_beneath() -> None:
    seen, silent = set(), []
    for tree in trees(SOURCE / "storage" / "tables").values():
        for table in filter(is_table, tree.body):
            assert isinstance(table, ast.ClassDef)
            seen.add(table.name)
            for field, below in zip(table.body, [*table.body[1:], None], strict=True):
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    meaning = text_of(below)
                    if not meaning or "\n" in meaning or not meaning.endswith("."):
                        silent.append(f"{table.name}.{field.target.id}")
    assert {"Editable", "Call", "Customer"} <= seen
    assert silent == []


def test_a_table_stands_a_second_time_in_a_statement_by_one_way() -> None:
    """Aliases made for each statement fill the memory of a long session: `tables.again`."""
    made = [
        f"{name}:{node.lineno}"
        for name, tree in trees(SOURCE / "storage").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        if (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
        in ("alias", "aliased")
    ]
    assert [each.split(":")[0] for each in made] == ["storage/tables/__init__.py"]


def test_no_handler_calls_the_one_of_its_base() -> None:
    """Textual calls that of each class, the base's too: by hand it would run twice."""
    handlers = set(handler_names(Message)) - {events.Event.handler_name}
    assert {"on_mount", "on_resize", "on_screen_resume", "on_key"} <= handlers
    twice = [
        f"{name}:{node.lineno} {node.func.attr}"
        for name, tree in trees(SOURCE).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr.removeprefix("_") in handlers and is_of_base(node.func.value)
    ]
    assert twice == []


def handler_names(kind: type[Message]) -> Iterator[str]:
    """What a class calls its handler of a message, for all that Textual knows."""
    for each in kind.__subclasses__():
        yield each.handler_name
        yield from handler_names(each)


def is_of_base(node: ast.expr) -> bool:
    """Whether something is asked of `super()`, or of a class by its name."""
    if isinstance(node, ast.Name):
        return node.id[:1].isupper()
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"


def is_table(node: ast.stmt) -> bool:
    """A table class, or one of those that tables share their fields with."""
    bases = {base.id for base in getattr(node, "bases", ()) if isinstance(base, ast.Name)}
    return bool(bases & {"SQLModel", "Row", "Editable"})


def text_of(node: ast.stmt | None) -> str:
    """The string that stands alone on the line, if it does."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        value = node.value.value
        return value if isinstance(value, str) else ""
    return ""
