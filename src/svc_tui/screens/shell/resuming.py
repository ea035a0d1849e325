"""Going on where one was: the place is kept when the program ends, and offered at the next start by one key.

A place is the list with its view, columns and row, the open record and its tab, or the set-up; drafts are kept by
their forms and offered along with it.
"""

from contextlib import suppress
from functools import partial
from pathlib import Path

from svc_tui.domain.core.text import show_line
from svc_tui.errors import SvcError
from svc_tui.language import _, moment
from svc_tui.local.drafts import Draft
from svc_tui.local.form_drafts import FormDrafts
from svc_tui.local.places import Places
from svc_tui.presentation.core.views import view_name
from svc_tui.screens.core.desk_app import DeskApp, Ref
from svc_tui.screens.core.jobs import run_job
from svc_tui.screens.core.list_screen import ListScreen
from svc_tui.screens.shell.doors import DOORS, KEPT
from svc_tui.screens.shell.places import NAMES
from svc_tui.screens.shell.waiting import form_words, ref_of

HOME = "inbox"
"""Where every start begins; a place that names no list is there."""


class Resuming:
    """Where a person was, of one running app."""

    def __init__(self, desk: DeskApp, directory: Path, drafts: FormDrafts) -> None:
        services = desk.services
        self._desk = desk
        self._drafts = drafts
        self._places = Places(directory, services.store.path, services.me)
        self._place: dict[str, str] = {}
        self._draft: Draft | None = None
        self._view_name = ""

    # --- at the end

    def keep(self) -> None:
        """Write down where one is. Called when the program is left, also by a signal."""
        with suppress(OSError):  # leaving never fails for want of room
            self._places.keep(self.here(), self._desk.services.now())

    def here(self) -> dict[str, str]:
        """The present place."""
        from svc_tui.screens.company.setup import SetupScreen
        from svc_tui.screens.core.record_page import RecordScreen

        place: dict[str, str] = {}
        mode = self._desk.current_mode
        for screen in self._desk.screen_stack:
            if isinstance(screen, ListScreen):
                place = screen.place() | ({"mode": mode} if mode != HOME else {})
            elif isinstance(screen, RecordScreen) and screen.PLACE in KEPT:
                for name in KEPT:
                    place.pop(name, None)  # the last one is where one is
                place |= {screen.PLACE: screen.number, "tab": str(screen.tab)}
            elif isinstance(screen, SetupScreen):
                place["setup"] = screen.kind.name
        return place

    # --- at the next start

    def offer(self) -> None:
        """The first rows stand: say what waits, where it is another place than this one."""
        run_job(self._desk.desk_screen, "place", self._read, self._tell)

    def _read(self) -> tuple[Draft | None, int | None, list[Draft]]:
        last, row = self._places.last(), None
        with suppress(SvcError):
            if last is not None and last.fields.get("row") and last.fields.get("mode", HOME) == HOME:
                row = int(self._desk.services.calls.preview(last.fields["row"]).values.id)
        view, mode = (
            ("", HOME) if last is None else (last.fields.get("view", ""), last.fields.get("mode", HOME))
        )
        named = [view_name(each) for each in self._desk.services.views.list(mode) if each.query == view]
        everything = _("all calls") if mode == HOME else _(NAMES.get(mode, mode))
        self._view_name = named[0] if named else show_line(view) or everything
        return last, row, self._drafts.waiting()

    def _tell(self, found: tuple[Draft | None, int | None, list[Draft]]) -> None:
        last, row, waiting = found
        services, told = self._desk.services, []
        if waiting:
            self._draft = waiting[0]
            at = moment(self._draft.saved_at, services.zone, services.now())
            told.append(_("{form}, not saved, from {at}").format(form=form_words(self._draft), at=at))
        if last is not None and not self._is_here(dict(last.fields), row):
            self._place = dict(last.fields)
            at = moment(last.saved_at, services.zone, services.now())
            if self._draft is None or ref_of(self._draft) not in self._records(self._place):
                told.append(_("{at} you were at {place}").format(at=at, place=self._words(self._place)))
        if told:
            key = self._desk.keymap.first_key("jump.back")
            self._desk.desk_screen.say("; ".join(told), _("{key} goes on there").format(key=key))

    def _is_here(self, place: dict[str, str], row: int | None) -> bool:
        """Whether one stands there already; the row's own line may not be read yet."""
        if place.get("mode", HOME) != self._desk.current_mode:
            return False
        inbox = self._desk.screen
        same = isinstance(inbox, ListScreen) and row in (None, inbox.rows.selected_id)
        return same and {**place, "row": ""} == {**self.here(), "row": ""}

    def _words(self, place: dict[str, str]) -> str:
        """A place in words."""
        for name, kind in KEPT.items():
            if name in place:
                return _(DOORS[kind].there).format(number=show_line(place[name]))
        if "setup" in place:
            return _("the set-up")
        row = show_line(place.get("row", ""))
        return _("{row} of {view}").format(row=row, view=self._view_name) if row else self._view_name

    def go_on(self) -> bool:
        """Go to the place that was offered; whether there is one."""
        place, draft, desk = self._place, self._draft, self._desk
        self._place, self._draft = {}, None
        if not place and draft is None:
            return False
        made = desk.go_to_place(place["mode"]) if place.get("mode") in NAMES else None

        async def there() -> None:
            if made is not None:
                await made
            self._go_on(place, draft)

        desk.call_later(there)
        return True

    def _go_on(self, place: dict[str, str], draft: Draft | None) -> None:
        desk, screen = self._desk, self._desk.front
        if screen is None:
            return
        if place and isinstance(screen, ListScreen):
            screen.go_to(place)
        if "setup" in place:
            desk.show_list(place["setup"])
        opened = self._records(place)
        if opened:
            ref = opened[0]
            tab = int(place.get("tab", "0"))
            run_job(screen, "place", partial(self._known, ref), partial(self._open, ref, tab, draft))
        elif draft is not None:
            desk.open_draft(draft)

    @staticmethod
    def _records(place: dict[str, str]) -> list[Ref]:
        """The record of a place."""
        return [Ref(kind, place[name]) for name, kind in KEPT.items() if name in place]

    def _known(self, ref: Ref) -> bool:
        from svc_tui.services.core.find import id_of

        with suppress(SvcError):
            return id_of(self._desk.services.context, ref.kind, ref.name) > 0
        return False

    def _open(self, ref: Ref, tab: int, draft: Draft | None, known: bool) -> None:
        if known:
            self._desk.open(ref, tab)
        if draft is not None:
            self._desk.open_draft(draft)
