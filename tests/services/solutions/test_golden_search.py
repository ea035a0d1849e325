"""A small set of solutions of a service desk, and what has to stand first when people look for them."""

from pathlib import Path

import pytest

from svc_tui.services.solutions.service import Solutions
from tests.services.desk import Desk

SOLUTIONS = (
    ("Replace the door sensor", "Stops after warm-up, display shows E-12", "Sensor drifts when hot"),
    ("Change the inlet valve", "Water drips from the inlet valve", "Worn seal"),
    ("Clean the drain filter", "Water stays in the drum after the cycle", "Lint in the filter"),
    ("Tighten the drum bolts", "Drum is loud when spinning", "Loose bolts"),
    ("Renew the drive belt", "Drum does not turn, motor runs", "Belt broken"),
    ("Reset the control board", "Display is frozen, keys do nothing", "Brown-out"),
    ("Descale the boiler", "Heats slowly, error F-03", "Limescale"),
    ("Replace the door gasket", "Steam escapes around the door", "Gasket brittle"),
    ("Replace the power supply", "Unit is dead, fuse blown", "Short in the supply"),
    ("Update the firmware to 2.4.1", "Clock jumps by an hour in March", "Old time rules"),
    ("Level the feet", "Machine walks over the floor", "Uneven floor"),
    ("Free the detergent drawer", "Detergent is not taken in", "Drawer blocked"),
    ("Sostituire la pompa di scarico", "La macchina non scarica l'acqua", "Pompa bloccata"),
    ("Pulire gli ugelli", "Il forno scalda poco, fiamma gialla", "Ugelli sporchi"),
    ("Cambiare la guarnizione dello sportello", "Perdita di vapore dallo sportello", "Guarnizione indurita"),
    ("Serrare i morsetti", "Il quadro elettrico scatta sotto carico", "Morsetti allentati"),
    ("Sostituire la scheda", "Lo schermo resta nero, codice E-44", "Scheda guasta"),
    ("Ingrassare i cuscinetti", "Rumore stridente del motore", "Cuscinetti secchi"),
    ("Tarare il termostato", "La temperatura oscilla troppo", "Sonda fuori taratura"),
    ("Ricaricare il gas refrigerante", "La cella non raffredda", "Perdita nel circuito"),
    ("Fit the other transformer", "Lamp dark at 230V", "Wrong tap"),
    ("Set the tap", "Lamp dim at 115 V", "Wrong tap"),
    ("Renew the breaker", "Breaker of 16 A trips", "Worn contact"),
    ("Renew the other breaker", "Breaker of 25A trips", "Worn contact"),
    ("Set the regulator", "Steam above 2,5 bar", "Spring tired"),
    ("Clean the encoder", "Panel says F-21/b", "Dust"),
    ("Replace the encoder", "Panel says F22c", "Dust"),
    ("Swap the rotor", "Whine of a WSH41 dryer", "Dust"),
    ("Swap the stator", "Whine of a WSH 43 dryer", "Dust"),
    ("Renew the timer", "Stops 5 minutes into the rinse", "Timer worn"),
    ("Cambiare il relè", "Si ferma dopo 6min di ammollo", "Relè usurato"),
)
ASKED = (
    ("e12", 1), ("Err 12 after warming up", 1), ("door sensr", 1), ("dripping inlet valves", 2),
    ("drips watr", 2), ("why is there water left in the drum", 3), ("loud noise from the drum", 4),
    ("spining drum noise loud", 4), ("drum not turning", 5), ("broken belts", 5), ("frozen displays", 6),
    ("slow heating F03", 7), ("steam escaping", 8), ("blown fuses", 9), ("firmware 2.4.1", 10), ("clok jumps", 10),
    ("machine walking", 11), ("detergnt drawer", 12), ("non scarica", 13), ("pompe di scarico bloccate", 13),
    ("forno che scalda poco", 14), ("perdite di vapore", 15), ("PERDITA VAPORE SPORTELLI", 15),
    ("quadro scatta", 16), ("errore 44", 17), ("codice E44 schermo", 17), ("cuscineti motore rumorosi", 18),
    ("temperatura che oscilla", 19), ("la cella non raffreda", 20), ("gas refrigerante", 20),
    ("230 V", 21), ("230V", 21), ("230", 21), ("230 volt lamp", 21), ("115V", 22), ("lamp 115-V", 22), ("115", 22),
    ("16A", 23), ("16 A", 23), ("breaker 16 amp", 23), ("25 A", 24), ("25A breaker", 24), ("25", 24),
    ("2.5bar", 25), ("steam 2.5 bar", 25), ("F21b", 26), ("f-21b", 26), ("F 21 b", 26), ("F-21/B", 26),
    ("F21", 26), ("F-22/c", 27), ("F22 c", 27), ("panel F22", 27), ("WSH 41", 28), ("wsh-41", 28),
    ("WSH43", 29), ("wsh43 dryer", 29),
    ("5min", 30), ("5 min", 30), ("stops after 5 mins", 30), ("6 minuti", 31), ("6 minutes", 31),
)  # fmt: skip


@pytest.fixture(scope="module")
def solutions(tmp_path_factory: pytest.TempPathFactory) -> Solutions:
    desk = Desk(Path(tmp_path_factory.mktemp("golden")) / "desk.db")
    with desk.context.write(undoable=False) as unit:
        unit.delete("solution", 1)
        names = ("solution", "symptom", "cause")
        rows = [
            {"number": 100 + n, **dict(zip(names, texts, strict=True))}
            for n, texts in enumerate(SOLUTIONS, 1)
        ]
        unit.load("solution", rows)
    return Solutions(desk.context, semantic=False)


@pytest.mark.parametrize(("words", "right"), ASKED)
def test_the_right_one_stands_first(solutions: Solutions, words: str, right: int) -> None:
    assert solutions.search(words)[0].row.number == 100 + right
