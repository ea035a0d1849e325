"""The company's own words that mean the same in a search: a small list that people edit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from svc_tui.domain.core.text import clean_line, code_key, fold
from svc_tui.domain.solutions.words import LANGUAGES, asked, keys_of
from svc_tui.errors import N_, NotFound, Refused
from svc_tui.services.core.context import Context
from svc_tui.storage.solutions import rows

LONGEST = 60


@dataclass(frozen=True, slots=True)
class SynonymRow:
    """Words that mean the same."""

    name: str
    words: tuple[str, ...]


class Synonyms:
    """Reads and edits the list."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def list(self) -> tuple[SynonymRow, ...]:
        """All of them by their first word."""
        with self._context.store.read() as session:
            return tuple(SynonymRow(name, _split(words)) for _, name, words in rows.synonyms(session=session))

    def add(self, name: str, words: Sequence[str]) -> SynonymRow:
        """Let words mean the same as the first; those that it has already stay. Raises Refused: nothing to add."""
        name = clean_line(name)
        typed = [clean_line(word) for part in words for word in part.split(",")]
        if not name or not any(typed):
            raise Refused(N_("Name a word and at least one that means the same, such as: leak drip."))
        if any(len(word) > LONGEST for word in (name, *typed)):
            raise Refused(N_("A synonym has at most {most} characters."), most=LONGEST)
        with self._context.write() as unit:
            row_id, first, present = self._row(unit.session, name) or (None, name, "")
            kept = dict.fromkeys(
                word for word in (*_split(present), *typed) if word and fold(word) != fold(first)
            )
            if row_id is None:
                unit.insert("synonym", {"name": name, "words": ", ".join(kept)})
            else:
                unit.update("synonym", row_id, {"words": ", ".join(kept)})
            unit.call_it(N_("Synonyms of {name} saved"), name=first)
        return SynonymRow(first, tuple(kept))

    def remove(self, name: str, words: Sequence[str] = ()) -> None:
        """Take words away, or the whole line. Raises NotFound."""
        with self._context.write() as unit:
            found = self._row(unit.session, clean_line(name))
            if found is None:
                raise NotFound(N_("There are no synonyms of {name}."), name=name)
            row_id, first, present = found
            gone = {fold(clean_line(word)) for part in words for word in part.split(",")}
            kept = [word for word in _split(present) if fold(word) not in gone] if gone else []
            if kept:
                unit.update("synonym", row_id, {"words": ", ".join(kept)})
            else:
                unit.delete("synonym", row_id)
            unit.call_it(N_("Synonyms of {name} changed"), name=first)

    def _row(self, session: object, name: str) -> tuple[int, str, str] | None:
        wanted = code_key(name)
        return next((row for row in rows.synonyms(session=session) if code_key(row[1]) == wanted), None)  # type: ignore[arg-type]


def _split(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


def table_of(lines: Iterable[tuple[int, str, str]]) -> Mapping[str, tuple[str, ...]]:
    """By what a word of a line has in common with its other endings the other words, in every language.

    Of what is said in several words each counts: `A/C = air conditioner` finds both.
    """
    found: dict[str, dict[str, None]] = {}
    for _, name, words in lines:
        meanings = [name, *_split(words)]
        for language in LANGUAGES:
            forms = [[word for word, _parts in asked(meaning, language)] for meaning in meanings]
            for place, form in enumerate(forms):
                if len(form) != 1:
                    continue
                others = [word for at, other in enumerate(forms) if at != place for word in other]
                for key in keys_of(form[0], [language]):
                    fresh = (word for word in others if key not in keys_of(word, [language]))
                    found.setdefault(key, {}).update(dict.fromkeys(fresh))
    return {key: tuple(others) for key, others in found.items()}
