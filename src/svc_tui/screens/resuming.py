"""Going on where one was: the place is kept when the program ends, and offered at the next start by one key.

A place is the view with its columns, the row, the open call and its tab, or the set-up; drafts are kept by
their forms and offered along with it.
"""

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from svc_tui.domain.text import show_line
from svc_tui.errors import SvcError
from svc_tui.language import _, moment
from svc_tui.presentation.views import view_name
from svc_tui.screens.inbox import InboxScreen
from svc_tui.screens.jobs import run_job
from svc_tui.terminal.drafts import Draft
from svc_tui.terminal.form_drafts import FormDrafts, form_of
from svc_tui.terminal.places import Places

if TYPE_CHECKING:
    from svc_tui.app import SvcApp


class Resuming:
    """Where a person was, of one running app."""

    def __init__(self, desk: "SvcApp", directory: Path, drafts: FormDrafts) -> None:
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
        from svc_tui.screens.call import CallScreen
        from svc_tui.screens.setup import SetupScreen

        place: dict[str, str] = {}
        for screen in self._desk.screen_stack:
            if isinstance(screen, InboxScreen):
                place = screen.place()
            elif isinstance(screen, CallScreen):
                place |= {"call": screen.number, "tab": str(screen.tab)}
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
            if last is not None and last.fields.get("row"):
                row = int(self._desk.services.calls.preview(last.fields["row"]).values["id"])
        view = "" if last is None else last.fields.get("view", "")
        named = [view_name(each) for each in self._desk.services.views.list() if each.query == view]
        self._view_name = named[0] if named else show_line(view) or _("all calls")
        return last, row, self._drafts.waiting()

    def _tell(self, found: tuple[Draft | None, int | None, list[Draft]]) -> None:
        last, row, waiting = found
        services, told = self._desk.services, []
        if waiting:
            from svc_tui.screens.opening import form_words

            self._draft = waiting[0]
            at = moment(self._draft.saved_at, services.zone, services.now())
            told.append(_("{form}, not saved, from {at}").format(form=form_words(self._draft), at=at))
        if last is not None and not self._is_here(dict(last.fields), row):
            self._place = dict(last.fields)
            at = moment(last.saved_at, services.zone, services.now())
            if self._draft is None or form_of(self._draft) != ("call", self._place.get("call")):
                told.append(_("{at} you were at {place}").format(at=at, place=self._words(self._place)))
        if told:
            key = self._desk.keymap.first_key("jump.back")
            self._desk.desk_screen.say("; ".join(told), _("{key} goes on there").format(key=key))

    def _is_here(self, place: dict[str, str], row: int | None) -> bool:
        """Whether one stands there already; the row's own line may not be read yet."""
        inbox = self._desk.screen
        same = isinstance(inbox, InboxScreen) and row in (None, inbox.rows.selected_id)
        return same and {**place, "row": ""} == {**self.here(), "row": ""}

    def _words(self, place: dict[str, str]) -> str:
        """A place in words."""
        if "call" in place:
            return _("call {number}").format(number=show_line(place["call"]))
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
        inbox = desk.desk_screen
        if place and isinstance(inbox, InboxScreen):
            inbox.go_to(place)
        if "setup" in place:
            desk.show_set_up(place["setup"])
        if "call" in place:
            run_job(inbox, "place", partial(self._known, place["call"]), partial(self._open, place, draft))
        elif draft is not None:
            desk.open_draft(draft)
        return True

    def _known(self, number: str) -> bool:
        with suppress(SvcError):
            return bool(self._desk.services.calls.preview(number))
        return False

    def _open(self, place: dict[str, str], draft: Draft | None, known: bool) -> None:
        if known:
            self._desk.open_call(place["call"], int(place.get("tab", "0")))
        if draft is not None:
            self._desk.open_draft(draft)
