"""The calls of the demo company as rows, in the order of their numbers; nothing here touches a store."""

from collections.abc import Iterator
from datetime import datetime
from random import Random

from svc_tui.domain.sla.coverage import DAY_S, seconds_of
from svc_tui.services.demo.agreements import agreements_of
from svc_tui.services.demo.cases import RECENT_DAYS, Case, Cases
from svc_tui.services.demo.company import Records, company_of, standing_records
from svc_tui.services.demo.content import Content
from svc_tui.services.demo.estate import estate_of
from svc_tui.services.demo.fates import settle
from svc_tui.services.demo.labour import Labour
from svc_tui.services.demo.lives import Lives
from svc_tui.services.demo.story import Story
from svc_tui.services.demo.units import site_of


class Demo:
    """One company: its standing rows at once, its calls one by one."""

    def __init__(self, content: Content, now: datetime, seed: int) -> None:
        rng = Random(f"svc-tui {seed}")
        self._content, self._now, self._rng = content, now, rng
        self._company = company_of(content, now)
        site = site_of(content, now, rng)
        self._agreements = agreements = agreements_of(content, site, now, rng)
        standing = standing_records(content, now, rng) | site.records | agreements.records
        self.records: Records = standing | estate_of(content, site, agreements, now)
        """All rows but the calls, by table name, as values of the tables' own types."""
        self._cases = Cases(content, self._company, site, agreements, now, rng)

    @property
    def now_s(self) -> int:
        """The moment as of which it stands, in seconds since 1970."""
        return seconds_of(self._now)

    def stories(self, calls: int) -> Iterator[Story]:
        """The calls, oldest first; those of the last weeks are weighed against each other before they are told."""
        now = seconds_of(self._now)
        labour = Labour(self._agreements, self._company.zone_name)
        lives = Lives(self._content, self._cases.office, labour, now, self._rng)
        recent: list[Case] = []
        for case in self._cases.draw(calls):
            if recent or case.at >= now - RECENT_DAYS * DAY_S:
                recent.append(case)
            else:
                yield lives.tell(case, full=False)
        settle(recent, now, self._rng)
        for case in recent:
            yield lives.tell(case, full=True)
