"""The tool behind `make catalogue`: collects messages, updates and compiles the translations.

The files it writes hold no date, machine path or line number, so that they change only with the messages.
"""

import io
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCES = Path(__file__).parent.parent / "src" / "svc_tui"
LOCALE = SOURCES / "locale"
TRANSLATIONS = ("it",)
KEYWORDS = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def collected() -> Catalog:
    """Every message of the sources, with the files that use it."""
    catalogue = Catalog(domain="svc_tui", fuzzy=False)
    found = extract_from_dir(SOURCES, method_map=[("**.py", "python")], keywords=KEYWORDS)
    for filename, _line, message, comments, context in found:
        if message:
            catalogue.add(message, locations=[(filename, 0)], auto_comments=comments, context=context)
    for path in sorted((SOURCES / "shipped" / "reports").glob("*.toml")):
        report = tomllib.loads(path.read_text("utf-8"))
        for field in ("title", "help"):
            catalogue.add(report[field], locations=[(str(path.relative_to(SOURCES)), 0)])
    return catalogue


def translation(code: str, messages: Catalog) -> Catalog:
    """The translation as it stands, with the messages of today: new ones empty, unused ones gone."""
    path = LOCALE / code / "LC_MESSAGES" / "svc_tui.po"
    known = read_po(path.open("rb"), locale=code) if path.exists() else Catalog(locale=code, domain="svc_tui")
    known.update(messages, no_fuzzy_matching=True)
    known.obsolete.clear()
    known.fuzzy = False
    return known


def compiled(catalogue: Catalog) -> bytes:
    """The bytes of the compiled translation."""
    out = io.BytesIO()
    write_mo(out, _plain(catalogue))
    return out.getvalue()


def written(catalogue: Catalog) -> bytes:
    """The bytes of the translation as text."""
    out = io.BytesIO()
    write_po(out, _plain(catalogue), width=100, sort_output=True, include_lineno=False)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> Iterator[str]:
    """Messages that have no words yet."""
    for message in catalogue:
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and not all(strings):
            yield message.id if isinstance(message.id, str) else message.id[0]


class _Plain(Catalog):
    """A catalogue whose header says only what a reader of the file needs."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", "svc-tui"),
            ("Language", self.locale_identifier or ""),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def _plain(catalogue: Catalog) -> Catalog:
    plain = _Plain(
        locale=catalogue.locale,
        domain=catalogue.domain,
        header_comment=f"# {catalogue.locale} translation of svc-tui.",
        fuzzy=False,
    )
    for message in catalogue:
        if message.id:
            plain[message.id] = message
    return plain


def main() -> int:
    """Write every translation; tell what is left to translate."""
    messages = collected()
    missing = 0
    for code in TRANSLATIONS:
        folder = LOCALE / code / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        catalogue = translation(code, messages)
        (folder / "svc_tui.po").write_bytes(written(catalogue))
        (folder / "svc_tui.mo").write_bytes(compiled(catalogue))
        left = list(untranslated(catalogue))
        missing += len(left)
        for message in left:
            sys.stdout.write(f"{code}: not translated: {message}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
