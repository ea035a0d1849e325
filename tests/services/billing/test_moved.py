"""What was approved, held, handed over and taken back comes back equal from files of the own format."""

from contextlib import closing
from pathlib import Path

import pytest

from svc_tui.bootstrap import Services, open_services
from svc_tui.errors import Refused
from svc_tui.services.exchange.incoming.run import Importing
from svc_tui.services.exchange.outgoing.whole import export_all
from tests.services.billing.books import Book, called, line
from tests.services.desk import MONDAY_9, Desk, kept
from tests.services.equal_stores import differences


def opened(path: Path) -> Services:
    return open_services(store=path, who="anna", now=lambda: MONDAY_9, env={})


def test_lines_and_hand_overs_come_back_equal(tmp_path: Path) -> None:
    lines = [line("10001/1"), line("10001/2", part="night"), line("10002/1")]
    book = Book(Desk(tmp_path / "desk.db", kept(called)), lines)
    book.billing.approve(["work:10001/1"])
    book.billing.hand_over("C1", tmp_path / "a.csv", "csv")
    book.billing.reverse(1, "wrong month")
    book.billing.approve(["work:10001/1", "work:10001/2"])
    book.billing.hand_over("C1", tmp_path / "b.csv", "csv")
    book.billing.hold(["work:10002/1"], "was not there")
    book.desk.store.close()
    with closing(opened(tmp_path / "desk.db")) as one, closing(opened(tmp_path / "two.db")) as two:
        export_all(one.context, tmp_path / "all")
        report = Importing(two.context).run([tmp_path / "all"])
        assert report.rejected == 0
        assert [each for each in differences(one, two) if each.startswith(("bill_line", "hand_over"))] == []
        assert [row.status for row in two.billing.sheet(1).lines] == ["reversed"]
        two.billing.due = book.due
        with pytest.raises(Refused, match="was handed over with 2"):
            two.billing.approve(["work:10001/2"])
        two.billing.release(["work:10002/1"])
        assert two.billing.approve(["work:10002/1"]).done
