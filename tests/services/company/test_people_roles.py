"""Who may go on site is offered by role, however many others there are and in any language."""

from svc_tui.domain.calls.keys import CALLS
from svc_tui.domain.query.complete import complete
from svc_tui.services.company.people import People
from svc_tui.storage.query.completing import codes
from tests.services.desk import Desk


def _many(desk: Desk) -> None:
    with desk.context.write() as unit:
        for each in range(260):
            unit.insert(
                "person", {"code": f"d{each:03}", "name": f"Dispatcher {each}", "roles": ["dispatcher"]}
            )
        unit.insert("person", {"code": "zed", "name": "Zed", "roles": ["dispatcher", "technician"]})
        unit.insert("person", {"code": "zoe", "name": "Zoe technician", "roles": ["viewer"]})


def test_technicians_are_offered_at_once(desk: Desk) -> None:
    _many(desk)
    people = People(desk.context)
    assert [each.code for each in people.technicians("")] == ["bruno", "carla", "zed"]
    assert [each.code for each in people.technicians("z")] == ["zed"]
    assert [each.code for each in people.technicians("technician")] == []


def test_a_filter_offers_technicians_first(desk: Desk) -> None:
    _many(desk)

    def values(name: str, beginning: str) -> list[str]:
        with desk.store.read() as session:
            return codes(session=session, name=name, beginning=beginning) or []

    found = [each.text for each in complete("technician:", 11, CALLS, values)]
    assert found[:4] == ["@me", "bruno", "carla", "zed"]
    found = [each.text for each in complete("technician:z", 12, CALLS, values)]
    assert found == ["zed", "zoe"]
