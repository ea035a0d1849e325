"""Pages to hand over in the form of a file; the writers are imported when one is needed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from svc_tui.domain.core.paper import Paper

FORMS = ("text", "markdown", "html", "pdf")
ENDINGS = {".txt": "text", ".md": "markdown", ".html": "html", ".htm": "html", ".pdf": "pdf"}


def form_of_name(name: str) -> str | None:
    """The form that the ending of a file's name says."""
    return next((form for ending, form in ENDINGS.items() if name.lower().endswith(ending)), None)


def written(papers: "Sequence[Paper]", form: str) -> bytes:
    """The papers in one file of this form."""
    if form == "pdf":
        from svc_tui.interchange.documents.paper_pdf import pdf

        return pdf(papers)
    if form == "html":
        from svc_tui.interchange.documents.paper_html import html

        return html(papers).encode("utf-8")
    from svc_tui.interchange.documents import paper_text

    plain = paper_text.text(papers) if form == "text" else paper_text.markdown(papers)
    return plain.encode("utf-8")
