"""S2: 30,000 strings that look like markup, through the renderers of rows: no exception, no meaning, no lost column."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from svc_tui.presentation.calls.columns import COLUMNS, cells, chosen
from svc_tui.terminal.cells import cells_of
from svc_tui.terminal.frames import pen_of
from svc_tui.widgets.columns import Column
from svc_tui.widgets.row_list import Row, RowList
from tests.hostile import STRINGS
from tests.widgets.tiny import TinyApp, settle

COUNT = 30_000
HEIGHT = 60
WIDTHS = (40, 80, 133)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEXTS = ("customer_name", "subject", "serial", "item_name", "contact")
MARKUP = (
    "[/", "[b]", "[/b]", "[@click=app.bell]", "[link=", "[$error]", "[on red]", "[/]", "\\[", "{number}", "%s", "bold",
    "app.exit()", "\x1b[", "\u202e", "\u0301", "漢", "\x00",
)  # fmt: skip
PIECES = (*"[]/@\\=#$!.-_'\"{}()<>|:%&* \n\tbx", *MARKUP, *STRINGS)


def strings() -> Iterator[str]:
    """So many of them, always the same."""
    chance = random.Random(2)
    for _ in range(COUNT):
        yield "".join(chance.choices(PIECES, k=chance.randrange(1, 12)))


@pytest.mark.slow
async def test_s2_thirty_thousand_strings_through_the_rows() -> None:
    columns = chosen(TEXTS)
    texts = strings()
    rows = RowList(
        [Column(each.key, each.title, each.width, each.grow, each.right, each.gap) for each in columns]
    )
    plain = dict.fromkeys(COLUMNS)
    for width in WIDTHS:
        async with TinyApp(rows).test(width, HEIGHT) as pilot:
            rows.set_ids(range(HEIGHT))
            for _ in range(COUNT // HEIGHT // len(TEXTS) // len(WIDTHS) + 1):
                page = []
                for row_id in range(HEIGHT):
                    values = plain | {key: next(texts, "") for key in TEXTS}
                    shown = cells(
                        SimpleNamespace(id=row_id, **values), columns, None, now=NOW, zone=ZoneInfo("UTC")
                    )
                    page.append(Row(row_id, shown))
                rows.put_page(page)
                for y in range(HEIGHT):
                    strip = rows.render_line(y)
                    assert strip.cell_length == width
                    assert strip.text.isprintable()
                    for text, style, _ in strip:
                        assert style is None or not (style.meta or style.link)
                        pen = pen_of(style, None) if style else None
                        assert pen is None or len(cells_of(text, pen)) == cell_len(text), repr(text)
            await settle(pilot)
        rows = RowList(rows._columns)
    assert next(texts, None) is None
