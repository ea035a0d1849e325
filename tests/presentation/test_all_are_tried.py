"""Every module that says how something reads is imported by a test; told by the sources of the tests."""

import ast
from pathlib import Path

TESTS = Path(__file__).parents[1]
SOURCE = TESTS.parent / "src" / "svc_tui" / "presentation"


def imported(source: str) -> set[str]:
    """The modules that a test imports, or names it imports from a package."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return found


def test_every_module_of_presentation_has_a_test() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py")}
    tried = set[str]().union(*(imported(text) for text in texts.values() if "svc_tui.presentation" in text))
    modules = {
        ".".join(("svc_tui", "presentation", *path.relative_to(SOURCE).with_suffix("").parts))
        for path in SOURCE.rglob("*.py")
        if path.name != "__init__.py"
    }
    assert len(modules) > 30
    assert not sorted(modules - tried)
