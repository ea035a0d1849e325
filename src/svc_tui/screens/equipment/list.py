"""The list of equipment, and the box for a serial: typed, scanned or misread, enter lands on the card.

What every list does stands in `core/list_screen.py`, the acts in `acts.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from svc_tui.language import _, ngettext, number
from svc_tui.presentation.equipment.columns import TABLE, cells, value_of
from svc_tui.presentation.equipment.detail import detail_lines
from svc_tui.screens.activities.acts import ActivityActs
from svc_tui.screens.core.desk import Answer
from svc_tui.screens.core.desk_app import Ref
from svc_tui.screens.core.list_screen import ListScreen
from svc_tui.screens.equipment.acts import CardActs
from svc_tui.screens.equipment.noun import CardNoun
from svc_tui.screens.equipment.place import PLACE as EQUIPMENT
from svc_tui.widgets.pens import Line
from svc_tui.widgets.prompt_line import Candidate
from svc_tui.widgets.row_list import Row

if TYPE_CHECKING:
    from svc_tui.screens.core.list_saved import Listed
    from svc_tui.services.equipment.find import Hit

PAGE = 500
BOX_ROWS = 7
FOUND = 20
"""So many hits are looked for; the box shows those it has room for, the list all of them."""


class EquipmentScreen(ListScreen):
    """The list of cards."""

    NOUN = CardNoun
    ACTS = (CardActs, ActivityActs)
    PLACE = EQUIPMENT.mode
    BARS = EQUIPMENT.bars
    TABLE = TABLE
    EXPORT = "equipment.csv"

    # --- what it reads

    @property
    def listed(self) -> Listed:
        return self.services.equipment

    def read_rows(self, ids: Sequence[int]) -> list[Row]:
        cards, columns = self.services.equipment, self.columns
        lines = cards.lines(ids)
        covered, now, zone = cards.covered(lines), self.services.now(), self.services.zone
        return [
            Row(
                line.row.id,
                cells(line, columns, covered[line.row.id], now=now, zone=zone),
                str(line.row.number),
            )
            for line in lines
        ]

    def read_detail(self, name: str) -> list[Line]:
        from svc_tui.services.shapes.equipment import preview_record

        preview = self.services.equipment.preview(int(name))
        record = preview_record(preview)
        return detail_lines(record, preview.call, now=self.services.now(), zone=self.services.zone)

    def id_of(self, name: str) -> int:
        return self.services.equipment.find(int(name)).row.id

    def records(self, ids: Sequence[int], columns: Sequence[str]) -> Iterator[dict[str, Any]]:
        cards = self.services.equipment
        for start in range(0, len(ids), PAGE):
            lines = cards.lines(ids[start : start + PAGE])
            covered = cards.covered(lines)
            for line in lines:
                yield {name: value_of(line, name, covered[line.row.id]) for name in columns}

    # --- its words

    def counted(self, count: int) -> str:
        return ngettext("{count} card", "{count} cards", count)

    def written(self, count: int) -> str:
        return ngettext("{count} card written to {path}.", "{count} cards written to {path}.", count)

    def nothing_fits(self) -> str:
        return _("No card fits this filter. {key} edits it, {view} shows all.")

    def marked(self, numbers: str) -> str:
        return _("Marked: card {numbers}").format(numbers=numbers)

    # --- opening

    def action_record_open(self) -> None:
        if card := self.chosen_one():
            self.desk.open(Ref("equipment", card))

    def action_card_new(self) -> None:
        self.desk.new("equipment")

    def open_box(self) -> None:
        """Ask for a serial. Enter opens the best hit; where several fit alike they are listed."""
        hits: dict[str, Sequence[Hit]] = {}
        cards = self.services.equipment

        def answer(text: str) -> Answer:
            found = hits[text] = cards.lookup(text, FOUND) if text.strip() else ()
            return Answer(self._lines_of(found), ((_told(text, found), "muted"),))

        def then(text: str, picked: Candidate | None) -> None:
            found = hits.get(text, ())
            if picked is None:
                words = _("No card bears {text}, nor anything like it. Fewer characters find more.")
                self.say(words.format(text=text), role="warning")
            elif picked.value == _name(found[0]) and len(alike := _alike(found)) > 1:
                words = _("{text} fits {count} cards alike: choose one, enter opens it.")
                self.load(f"number:{','.join(map(_name, alike))} is:any")
                self.say(words.format(text=text, count=len(alike)))
            else:
                self.desk.open(Ref("equipment", picked.value))

        self.ask(_("Serial"), then, chooses=True, rows=BOX_ROWS, answer=answer)

    def _lines_of(self, hits: Sequence[Hit]) -> list[Candidate]:
        from svc_tui.presentation.equipment.columns import hit_line

        lines = self.services.equipment.lines([hit.row.id for hit in hits])
        named = {line.row.id: line for line in lines}
        width = self.size.width
        return [
            Candidate(_name(hit), hit_line(named[hit.row.id], hit.reading.why, width), near=hit.reading.near)
            for hit in hits
            if hit.row.id in named
        ]


def _name(hit: Hit) -> str:
    return str(hit.row.number)


def _alike(hits: Sequence[Hit]) -> list[Hit]:
    """The hits that fit as well as the first and stand in the same state of life; only what is no near miss."""
    from svc_tui.domain.equipment.rules import LIVE

    first = hits[0]
    live = first.row.status in LIVE
    return [
        hit
        for hit in hits
        if not first.reading.near and hit.fits_as(first) and (hit.row.status in LIVE) == live
    ]


def _told(text: str, hits: Sequence[Hit]) -> str:
    if not text.strip():
        return _("Type or scan a serial: the maker's or your own, whole or its last characters.")
    if not hits:
        return _("Nothing like it. Three characters of the end are enough.")
    if hits[0].reading.near:
        return _("No card bears it; these are the nearest.")
    if len(hits) >= FOUND:
        return _("{count} cards or more").format(count=number(FOUND))
    return ngettext("{count} card", "{count} cards", len(hits)).format(count=number(len(hits)))
