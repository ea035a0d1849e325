"""Pages to hand over, read back: PDF by another library, HTML by the parser of the standard library."""

import io
from dataclasses import dataclass, field
from html.parser import HTMLParser

from pypdf import PdfReader


def sheets(content: bytes) -> list[str]:
    """The text of each sheet of a PDF, line breaks and blanks as one blank."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def unbroken(text: str) -> str:
    """Text without any blank: what was wrapped is whole again."""
    return "".join(text.split())


@dataclass
class Html:
    """What a page of HTML has."""

    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    """Tag, attribute, value."""
    texts: dict[str, list[str]] = field(default_factory=dict)
    """What stands within each kind of tag."""

    def all(self, *tags: str) -> list[str]:
        """The texts within these tags."""
        return [text for tag in tags for text in self.texts.get(tag, [])]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = Html()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.tags.append(tag)
        self.found.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in ("meta", "br", "col"):
            self.open.append(tag)
            self.found.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.found.texts[self.open[-1]][-1] += data


def read_html(text: str) -> Html:
    """The page, whose tags are closed as they were opened."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader.found
