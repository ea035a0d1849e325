"""The work orders of five excavators: each machine becomes a card, each order a call, the broken row a sentence."""

from pathlib import Path

from tests.perf.excavators_counts import load, of_the_file, of_the_store
from tests.perf.servicenow_counts import asker
from tests.services import importing_hands as hands

SAMPLE = hands.DATA / "excavators-sample.csv"
MAP = hands.DATA / "excavators.toml"
CALLS = (
    'kind = "call"\ncreate = ["customer", "item", "equipment"]\n[fields]\nnumber = "no"\nsubject = "text"\n'
    'customer = "who"\nitem = "what"\nequipment = "unit"\nserial = "serial"\n'
)


def test_every_count_of_the_sample_comes_out_of_a_list(tmp_path: Path) -> None:
    rejected, zone = load(SAMPLE, tmp_path / "store.db")
    found = of_the_store(asker(tmp_path / "store.db"), len(rejected), zone)
    assert found == of_the_file(SAMPLE)
    assert (found["cards"], found["calls"], found["rejected"]) == (5, 70, 1)
    assert rejected == ['row 71, PMType "t swing": This is none of PM01, PM02, PM04, PM05, PM06, PM13.']


def test_a_second_run_adds_nothing(tmp_path: Path) -> None:
    with hands.desk(tmp_path) as services:
        assert hands.load(services, SAMPLE, map_path=MAP).entered
        before = hands.whole(services)
        again = hands.load(services, SAMPLE, map_path=MAP)
        assert (again.entered, again.kinds["call"].same) == (False, 70)
        assert hands.whole(services) == before


def test_a_card_is_made_once_for_each_serial_and_the_next_number_is_free(tmp_path: Path) -> None:
    rows = (
        "no,text,who,what,unit,serial\n1,Door,C1,DRYER,SN-07,\n2,Belt,C1,DRYER,sn 7,\n"
        "4,Hum,C1,DRYER,sn-07,\n3,Noise,C2,WASHER,7001,7001\n"
    )
    with hands.desk(tmp_path) as services:
        report = hands.load(services, tmp_path / "a.csv", rows, toml=CALLS)
        assert report.made["equipment"] == 3  # "sn 7" is like SN-07 and another unit; "sn-07" is the same
        cards = services.equipment.list()
        assert [(card.serial, card.item, card.customer) for card in cards] == [
            ("SN-07", "DRYER", "C1"), ("sn 7", "DRYER", "C1"), ("7001", "WASHER", "C2"),
        ]  # fmt: skip
        assert [hands.calls(services)[number]["equipment"] for number in "1243"] == [
            cards[0].number, cards[1].number, cards[0].number, cards[2].number,
        ]  # fmt: skip
        made = int(services.equipment.new({"serial": "SN-08", "item": "DRYER", "customer": "C1"}).number)
        assert made == max(card.number for card in cards) + 1


def test_a_number_that_is_no_serial_stays_the_number_of_the_card(tmp_path: Path) -> None:
    rows = "no,text,who,what,unit,serial\n1,Door,C1,DRYER,311,SN-7\n"
    with hands.desk(tmp_path) as services:
        hands.load(services, tmp_path / "a.csv", rows, toml=CALLS)
        (card,) = services.equipment.list()
        assert (card.number, card.serial) == (311, "SN-7")
        made = int(services.equipment.new({"serial": "SN-8", "item": "DRYER", "customer": "C1"}).number)
        assert made == 312


def test_without_the_wish_no_card_is_made(tmp_path: Path) -> None:
    toml = CALLS.replace(', "equipment"', "")
    with hands.desk(tmp_path) as services:
        rows = "no,text,who,what,unit,serial\n1,Door,C1,DRYER,SN-07,\n"
        (_, problem), *_ = hands.load(services, tmp_path / "a.csv", rows, toml=toml).problems
        assert "no equipment card with the number or serial SN-07" in problem.text()


def test_a_card_is_made_for_a_call_that_comes_with_its_history(tmp_path: Path) -> None:
    toml = CALLS.replace(
        'equipment = "unit"\nserial = "serial"\n', 'equipment = "unit"\n[history]\nat = "at"\n'
    )
    rows = "no,text,who,what,unit,at\n1,Door,C1,DRYER,,2026-01-05\n1,Door,C1,DRYER,SN-07,2026-01-06\n"
    with hands.desk(tmp_path) as services:
        assert hands.load(services, tmp_path / "a.csv", rows, toml=toml).rejected == 0
        (card,) = services.equipment.list()
        assert (card.serial, hands.calls(services)["1"]["equipment"]) == ("SN-07", card.number)
