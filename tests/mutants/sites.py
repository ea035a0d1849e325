"""Where a fault can be put: a comparison turned, a constant off by one, a condition dropped, a sum forgotten, a line
left out.

A site is found in the syntax tree and applied to the text, so that all else in the file stays as it is.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KINDS = ("comparison", "constant", "condition", "sum", "line")
TURNED: dict[type[ast.cmpop], str] = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==", ast.Is: "is not",
    ast.IsNot: "is", ast.In: "not in", ast.NotIn: "in",
}  # fmt: skip
SUMS = (ast.Add, ast.Sub, ast.BitOr)


@dataclass(frozen=True)
class Site:
    """One fault: the stretch of a file's bytes that is replaced, and by what."""

    file: str
    """Below src/svc_tui."""
    kind: str
    line: int
    begin: int
    end: int
    old: str
    new: str
    inside: str
    """Name of the function around it; empty at the top of the module."""

    def applied(self, source: bytes) -> bytes:
        """The file with the fault in it."""
        return source[: self.begin] + self.new.encode() + source[self.end :]

    @property
    def name(self) -> str:
        """How the site is known in the list of reasons, as long as its line reads as it does."""
        old, new = (" ".join(text.split()) for text in (self.old, self.new))
        return f"{self.file}:{self.inside}: {old} -> {new}"


def sites(root: Path, file: str) -> list[Site]:
    """Every site of a file."""
    source = (root / file).read_bytes()
    return list(_Finder(file, source).found())


class _Finder:
    """Walks one file; annotations, docstrings, type-checking imports and defaults of logging are left out."""

    def __init__(self, file: str, source: bytes) -> None:
        self.file, self.source = file, source
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def found(self) -> Iterator[Site]:
        """The sites in the order of the file."""
        yield from self._in_body(ast.parse(self.source).body, "")

    def _in_body(self, body: list[ast.stmt], inside: str) -> Iterator[Site]:
        for statement in body:
            yield from self._statement(statement, inside)

    def _statement(self, node: ast.stmt, inside: str) -> Iterator[Site]:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                if any("overload" in ast.unparse(one) for one in node.decorator_list):
                    return
                for default in [*node.args.defaults, *filter(None, node.args.kw_defaults)]:
                    yield from self._expression(default, inside or node.name)
                yield from self._in_body(node.body, node.name if not inside else f"{inside}.{node.name}")
            case ast.ClassDef():
                yield from self._in_body(node.body, node.name if not inside else f"{inside}.{node.name}")
            case ast.Import() | ast.ImportFrom() | ast.Global() | ast.Nonlocal() | ast.Pass():
                return
            case ast.Expr(ast.Constant()):
                return
            case ast.If() if "TYPE_CHECKING" in ast.unparse(node.test):
                return
            case ast.AnnAssign():
                if node.value is not None:
                    yield from self._expression(node.value, inside)
            case _:
                yield from self._plain(node, inside)

    def _plain(self, node: ast.stmt, inside: str) -> Iterator[Site]:
        if inside and self._can_go(node):
            yield self._site("line", node, "pass", inside)
        if isinstance(node, ast.AugAssign) and isinstance(node.op, SUMS):
            yield self._site("sum", node, "pass", inside)
        if isinstance(node, ast.If | ast.While):
            yield self._site("condition", node.test, "True" if isinstance(node, ast.If) else "False", inside)
        for _field, value in ast.iter_fields(node):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.stmt):
                    yield from self._statement(child, inside)
                elif isinstance(child, ast.ExceptHandler | ast.match_case):
                    if isinstance(child, ast.match_case) and child.guard:
                        yield self._site("condition", child.guard, "True", inside)
                    yield from self._in_body(child.body, inside)
                elif isinstance(child, ast.withitem):
                    yield from self._expression(child.context_expr, inside)
                elif isinstance(child, ast.expr):
                    yield from self._expression(child, inside)

    @staticmethod
    def _can_go(node: ast.stmt) -> bool:
        """A statement whose absence leaves a program that still runs."""
        if isinstance(node, ast.Assign):
            return all(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets)
        return isinstance(node, ast.Expr | ast.Raise | ast.Delete)

    def _expression(self, top: ast.expr, inside: str) -> Iterator[Site]:
        for node in ast.walk(top):
            match node:
                case ast.Compare(ops=[op]) if type(op) in TURNED:
                    left, right = self._text(node.left), self._text(node.comparators[0])
                    yield self._site("comparison", node, f"({left} {TURNED[type(op)]} {right})", inside)
                case ast.Constant(value=int() as value) if not isinstance(value, bool):
                    yield self._site("constant", node, str(value + 1), inside)
                case ast.BoolOp(values=[*first, _last]):
                    joint = " and " if isinstance(node.op, ast.And) else " or "
                    kept = joint.join(f"({self._text(one)})" for one in first)
                    yield self._site("condition", node, f"({kept})", inside)
                case ast.UnaryOp(op=ast.Not()):
                    yield self._site("condition", node, f"bool({self._text(node.operand)})", inside)
                case ast.IfExp():
                    yield self._site("condition", node, f"({self._text(node.body)})", inside)
                case ast.comprehension() if node.ifs:
                    yield self._site("condition", node.ifs[0], "True", inside)
                case ast.BinOp(op=op) if isinstance(op, SUMS) and not _is_type(node):
                    yield self._site("sum", node, f"({self._text(node.left)})", inside)

    def _at(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column

    def _stretch(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._at(node.lineno, node.col_offset), self._at(node.end_lineno, node.end_col_offset)

    def _text(self, node: ast.expr) -> str:
        begin, end = self._stretch(node)
        return self.source[begin:end].decode()

    def _site(self, kind: str, node: ast.expr | ast.stmt, new: str, inside: str) -> Site:
        begin, end = self._stretch(node)
        old = self.source[begin:end].decode()
        return Site(self.file, kind, node.lineno, begin, end, old, new, inside)


def _is_type(node: ast.BinOp) -> bool:
    """`int | None` where it stands as a value, for isinstance: no sum."""
    names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    return isinstance(node.op, ast.BitOr) and all(name[0].isupper() or name in BUILT_IN for name in names)


BUILT_IN = {"int", "str", "float", "list", "dict", "set", "tuple", "bytes", "bool", "datetime", "date"}
