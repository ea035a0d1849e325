"""Definitions as files: they read back as they are written, and one that names what does not exist says where."""

import pytest

from svc_tui.domain.reports import definition
from svc_tui.errors import Refused
from svc_tui.services.reports.sources import sources, standard

SUBJECTS = {name: source.subject for name, source in sources().items()}


@pytest.mark.parametrize("name", standard())
def test_the_standard_reports_hold_and_read_back_as_they_are_written(name: str) -> None:
    found = standard()[name]
    definition.check(found, SUBJECTS)
    assert definition.read(name, definition.as_toml(found)) == found
    assert found.help


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('title = "X"\nsubject = "cal', "Report mine: Unterminated string (at end of document)."),
        ('title = "X"\nsubject = "call"\nby = [', "Report mine: Invalid value (at end of document)."),
        ('title = "X"', "Report mine: subject is missing."),
        (
            'title = "X"\nsubject = "call"\ncolour = 1',
            "Report mine: there is no field colour. There are title, help,",
        ),
        ('title = "X"\nsubject = "call"\nby = "queue"', 'Report mine: by cannot be "queue".'),
        ('title = "X"\nsubject = "call"\nby = [1]', "Report mine: by cannot be [1]."),
        ('title = "X"\nsubject = "call"\ntop = true', "Report mine: top cannot be true."),
        ('title = "X"\nsubject = "cal"', "Report mine: subject knows no cal. Did you mean call?"),
        (
            'title = "X"\nsubject = "call"\nby = ["queu"]',
            "Report mine: by knows no queu. Did you mean queue?",
        ),
        (
            'title = "X"\nsubject = "call"\nfigures = ["x"]',
            "Report mine: figures knows no x. There are calls,",
        ),
        (
            'title = "X"\nsubject = "call"\nchart = "pie"',
            "Report mine: chart knows no pie. There are none, bars,",
        ),
        (
            'title = "X"\nsubject = "call"\nstay = "item"',
            "Report mine: stay knows no item. There are status, queue,",
        ),
        (
            'title = "X"\nsubject = "call"\nstay = "queue"\nby = ["day"]',
            "Report mine: it is parted by queue, and by",
        ),
        ('title = "X"\nsubject = "call"\nflow = true', 'Report mine: by knows no "". There are day, week,'),
        (
            'title = "X"\nsubject = "call"\nflow = true\nby = ["queue"]',
            "Report mine: by knows no queue. There are day, week,",
        ),
        (
            'title = "X"\nsubject = "call"\nflow = true\nby = ["day", "week"]',
            "Report mine: by knows no day, week. There are day, week,",
        ),
        (
            'title = "X"\nsubject = "contract"\nflow = true',
            "Report mine: contract has nothing that comes and goes.",
        ),
    ],
)
def test_what_does_not_exist_is_named_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        definition.check(definition.read("mine", text), SUBJECTS)
    assert str(refused.value).startswith(sentence)
