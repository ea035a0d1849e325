"""Coverage text, as in OpenStreetMap's opening hours, read into a `Week`.

`Mo-Fr 09:00-13:00,14:00-18:00; Sa 09:00-12:00; PH off; Jul 01-Aug 31: Mo-Fr 08:00-14:00`. A later rule replaces the
days it names. A misread text is refused with the column and the cure (CT-14), never read as something else.
"""

import re
from functools import lru_cache
from typing import NamedTuple, NoReturn

from svc_tui.domain.core import calendar_words as words
from svc_tui.domain.sla.opening_plan import Plan, Rule, no_overlap
from svc_tui.domain.sla.week import DAY, LENGTHS, MONTHS, Stretch, Week, Window, format_week
from svc_tui.errors import N_, Refused


class _Token(NamedTuple):
    kind: str
    text: str
    column: int


_TOKEN = re.compile(
    r"(?P<all>24/7)|(?P<time>\d{1,2}[:.]\d\d(?!\d)|\d{1,4}(?!\d))|(?P<word>(?:[^\W\d_][\u0300-\u036f]*)+['\u2019]?)"
    r"|(?P<sign>[-,;:])|(?P<gap>\s+)"
)


def _tokens(text: str) -> list[_Token]:
    plain = text.replace("–", "-").replace("—", "-")
    found: list[_Token] = []
    at = 0
    while at < len(plain):
        match = _TOKEN.match(plain, at)
        if match is None:
            raise Refused(
                N_(
                    'Coverage: "{word}" at column {column} cannot be read. Write it like Mo-Fr 09:00-18:00; Sa off.'
                ),
                word=plain[at : at + 8],
                column=at + 1,
            )
        if match.lastgroup != "gap":
            found.append(_Token(match.lastgroup or "", match.group(), at + 1))
        at = match.end()
    return found


class _Reader:
    """Reads one text from left to right; every refusal names the token it stopped at."""

    def __init__(self, text: str) -> None:
        self.tokens = [*_tokens(text), _Token("end", "", len(text.rstrip()) + 1)]
        self.at = 0
        self.plan = Plan()

    @property
    def token(self) -> _Token:
        return self.tokens[self.at]

    def take(self, text: str) -> bool:
        if self.token.text == text and self.token.kind != "end":
            self.at += 1
            return True
        return False

    def week(self) -> Week:
        while self.token.kind != "end":
            if self.take(";"):
                continue
            for rule in self.rules():
                self.plan.put(rule)
        return self.plan.week()

    # --- one rule

    def rules(self) -> list[Rule]:
        """The rules up to a semicolon. `Mar` may begin a month or a Tuesday: the one that can be read is meant."""
        first, start = self.token, self.at
        if first.kind != "word" or words.weekday(first.text) is None or words.month(first.text) is None:
            return self.chain(by_month=words.month(first.text) is not None)
        read: list[tuple[int, list[Rule]]] = []
        faults: list[tuple[int, Refused]] = []
        for by_month in (True, False):
            self.at = start
            try:
                rules = self.chain(by_month=by_month)
            except Refused as fault:
                faults.append((self.at, fault))
            else:
                read.append((self.at, rules))
        if len(read) == 1:
            self.at, rules = read[0]
            return rules
        if read:
            raise Refused(
                N_(
                    'Coverage: "{word}" at column {column} may be a month or a day. Write Ma or Tu for the day, '
                    "Mar 01-Mar 31: for the month."
                ),
                word=first.text,
                column=first.column,
            )
        raise max(faults, key=lambda each: each[0])[1]

    def chain(self, *, by_month: bool) -> list[Rule]:
        found = self.rule(self.stretches() if by_month and self.token.kind == "word" else (), adds=False)
        if self.token.kind != "end" and self.token.text != ";":
            self.unexpected(self.token)
        return found

    def rule(self, stretches: tuple[Stretch, ...], *, adds: bool) -> list[Rule]:
        column = self.token.column
        if self.token.kind == "all":
            self.at += 1
            return [Rule(stretches, tuple(range(7)), False, ((0, DAY),), False, False, column)]
        days, holidays = self.weekdays()
        word = self.token
        if word.kind == "word":
            self.at += 1
            return [self.switch(word, stretches, days, holidays)]
        return self.hours(stretches, days or (() if holidays else tuple(range(7))), holidays, adds=adds)

    def weekdays(self) -> tuple[tuple[int, ...], bool]:
        days: list[int] = []
        holidays = False
        while self.token.kind == "word" and words.plain(self.token.text) not in words.OFF | words.ON:
            if words.plain(self.token.text) in words.HOLIDAYS:
                holidays = True
                self.at += 1
            else:
                first = self.weekday()
                last = self.weekday() if self.take("-") else first
                days += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
            if not self.take(","):
                break
        return tuple(days), holidays

    def weekday(self) -> int:
        token = self.token
        found = words.weekday(token.text) if token.kind == "word" else None
        if found is not None:
            self.at += 1
            return found
        if token.kind == "word" and words.month(token.text) is not None:
            raise Refused(
                N_(
                    'Coverage: "{word}" at column {column} begins a stretch of the year. '
                    "Put a ; before it: a stretch begins a rule of its own."
                ),
                word=token.text,
                column=token.column,
            )
        raise Refused(
            N_(
                'Coverage: "{word}" at column {column} is no weekday. Write Mo Tu We Th Fr Sa Su, or PH for holidays.'
            ),
            word=token.text,
            column=token.column,
        )

    def switch(
        self, word: _Token, stretches: tuple[Stretch, ...], days: tuple[int, ...], holidays: bool
    ) -> Rule:
        state = words.plain(word.text)
        opens = state in words.ON and holidays and not days
        if not opens and state not in words.OFF:
            self.unexpected(word)
        everything = not days and not holidays
        days = tuple(range(7)) if everything else days
        return Rule(stretches, days, holidays or everything, (), opens, False, word.column)

    def hours(
        self, stretches: tuple[Stretch, ...], days: tuple[int, ...], holidays: bool, *, adds: bool
    ) -> list[Rule]:
        windows: list[Window] = []
        more: list[Rule] = []
        while True:
            window, column = self.window()
            windows.append(window)
            no_overlap(windows, column)
            if not self.take(","):
                break
            if self.token.kind == "word":
                if stretches:
                    self.own_stretch(self.token)
                more = self.rule((), adds=True)
                break
        return [Rule(stretches, days, holidays, tuple(windows), False, adds, column), *more]

    def own_stretch(self, token: _Token) -> NoReturn:
        raise Refused(
            N_(
                'Coverage: it is not clear whether "{word}" at column {column} is meant for the stretch of the year '
                "alone. Put a ; before it, and the stretch once more where it is."
            ),
            word=token.text,
            column=token.column,
        )

    # --- stretches of the year

    def stretches(self) -> tuple[Stretch, ...]:
        """`Jul 01-Aug 31:`, `Dec 24`, `Jul,Aug:`; the colon may be left out where nothing else can be meant."""
        found: list[Stretch] = []
        while True:
            stretch, has_day = self.stretch()
            found.append(stretch)
            if not self.take(","):
                break
        if not self.take(":") and not has_day and self.token.kind == "time":
            raise Refused(
                N_(
                    'Coverage: "{word}" at column {column} may be a day or an hour. Write a colon and a blank behind '
                    "the stretch of the year, as in Jul 01-Aug 31: Mo-Fr 08:00-14:00."
                ),
                word=self.token.text,
                column=self.token.column,
            )
        return tuple(sorted(set(found)))

    def stretch(self) -> tuple[Stretch, bool]:
        first = self.month()
        day = self.day(first)
        if not self.take("-"):
            return Stretch((first, day or 1), (first, day or LENGTHS[first - 1])), day is not None
        token = self.token
        if token.kind == "time" and day is not None:
            until = self.day(first)
            if until is None or until < day:
                self.unexpected(token)
            return Stretch((first, day), (first, until)), True
        last = self.month()
        until = self.day(last)
        if (day is None) != (until is None):
            raise Refused(
                N_(
                    "Coverage: the stretch at column {column} has a day at one end alone. "
                    "Write both, such as Jul 01-Aug 31, or none, such as Jul-Aug."
                ),
                column=token.column,
            )
        return Stretch((first, day or 1), (last, until or LENGTHS[last - 1])), day is not None

    def month(self) -> int:
        token = self.token
        found = words.month(token.text) if token.kind == "word" else None
        if found is None:
            if token.kind == "end":
                self.unexpected(token)
            raise Refused(
                N_('Coverage: "{word}" at column {column} is no month. Write Jan to Dec.'),
                word=token.text,
                column=token.column,
            )
        self.at += 1
        return found

    def day(self, month: int) -> int | None:
        """The day of a month, where one follows."""
        token = self.token
        if token.kind != "time" or len(token.text) > 2:
            return None
        self.at += 1
        if not 1 <= int(token.text) <= LENGTHS[month - 1]:
            raise Refused(
                N_('Coverage: {month} has no day "{word}", at column {column}. Write 01 to {last}.'),
                month=MONTHS[month - 1],
                word=token.text,
                column=token.column,
                last=LENGTHS[month - 1],
            )
        return int(token.text)

    # --- hours

    def window(self) -> tuple[Window, int]:
        column = self.token.column
        start = self.minutes()
        if not self.take("-"):
            self.unexpected(self.token)
        end_token = self.token
        end = self.minutes()
        if start == DAY:
            raise Refused(
                N_("Coverage: a window at column {column} starts at 24:00. Write 00:00 on the next day."),
                column=column,
            )
        if end == DAY - 1:
            end = DAY
        if end == start:
            raise Refused(
                N_(
                    "Coverage: the window at column {column} ends when it starts. Write 00:00-24:00 for a whole day."
                ),
                column=end_token.column,
            )
        return (start, end if end > start else end + DAY), column

    def minutes(self) -> int:
        token = self.token
        if token.kind != "time":
            self.unexpected(token)
        found = minutes_of(token.text)
        if found is None:
            raise Refused(
                N_('Coverage: "{word}" at column {column} is no time. Write 00:00 to 24:00.'),
                word=token.text,
                column=token.column,
            )
        self.at += 1
        return found

    def unexpected(self, token: _Token) -> NoReturn:
        if token.kind == "end":
            raise Refused(
                N_("Coverage: hours are missing at column {column}. Write them like 09:00-18:00, or off."),
                column=token.column,
            )
        raise Refused(
            N_(
                'Coverage: "{word}" at column {column} is not expected there. Write it like Mo-Fr 09:00-18:00; Sa off.'
            ),
            word=token.text,
            column=token.column,
        )


def minutes_of(text: str) -> int | None:
    """Minutes of the day of `9`, `930`, `9:30`, `24:00`; None where it is no time."""
    digits = re.sub(r"[:.]", "", text)
    whole = int(digits) * 100 if len(digits) <= 2 and digits == text else int(digits)
    return None if whole % 100 > 59 or whole > 2400 else whole // 100 * 60 + whole % 100


@lru_cache(maxsize=4096)
def parse_week(text: str) -> Week:
    """Read coverage text.

    Raises:
        Refused: with the column of the fault and how to write it (CT-14).
    """
    if not text.strip(" ;\t\r\n"):
        raise Refused(
            N_("Coverage: no hours are given. Write them like Mo-Fr 09:00-18:00, or off for none."), column=1
        )
    return _Reader(text).week()


def plain_hours(text: str) -> str:
    """Coverage text in the one form it is kept in. Raises Refused as `parse_week`."""
    return format_week(parse_week(text))
