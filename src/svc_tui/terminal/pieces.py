"""Pieces: what changed on a screen as runs of one pen and stretches of blanks, in the order cheapest to send."""

from collections.abc import Iterator
from itertools import pairwise

from svc_tui.terminal.cells import BLANK, INK_ATTRS, Pen, Row, is_sure
from svc_tui.terminal.sequences import clears, drawn, pen_change

LONGEST_GAP = 8
"""Equal cells that may be written again rather than jumped over."""
FEWEST_TO_END, FEWEST_CLEARED = 4, 8
"""Changed blanks from which the rest of a row, or a stretch inside it, is cleared rather than written."""
FARTHEST, LEAST_GAIN, MOST_STARTS = 4, 8, 6
"""How far the end of a row may be pushed, how many cells that must spare, and in how many places it is tried."""
ROUNDS, LONGEST_RUN = 3, 3
"""How often pieces are tried in other places, and how many go together."""
FEW_PIECES = 16
"""Up to so many, every pen is also tried as the first and as the last one: a cursor key has no more."""

Stretch = tuple[int, int]
"""First column and how many, 0 for the rest of the row."""
Place = tuple[int | None, int | None, Pen]
Piece = tuple[int, int, int, Pen]
"""Row, first column, the column after the last (below 1: so many are cleared, 0 the rest of the row), pen."""


def pieces_of(changed: list[int], row: Row) -> list[tuple[int, int, Pen]]:
    """Changed columns as pieces of one pen: (start, end, pen); blanks go with what stands before or after them."""
    found: list[tuple[int, int, Pen]] = []
    for x in changed:
        text, pen = row[x]
        if found and found[-1][1] == x:
            start, _end, held = found[-1]
            if pen is held or pen == held or text == "" or (text == " " and _hides(pen, held)):
                found[-1] = start, x + 1, held
                continue
            if all(cell == " " and _hides(own, pen) for cell, own in row[start:x]):
                found[-1] = start, x + 1, pen
                continue
        found.append((x, x + 1, pen))
    return found


def _hides(blank: Pen, pen: Pen) -> bool:
    """Whether a blank of one pen looks the same when it is written with another."""
    return not blank.attrs and blank.bg == pen.bg and not pen.attrs & ~INK_ATTRS


def shortest(
    start: Place, goal: tuple[int, int], pieces: list[Piece], rows: list[Row], newline: str
) -> list[Piece]:
    """The pieces in an order that costs few moves and pens: always the nearest, then each where it fits better.

    A pen that comes back costs more than any move, and no piece that moves alone spares it: so pens move whole.
    """
    places = [start, *((max(x, end), y, pen) for y, x, end, pen in pieces)]
    costs = [_steps(here, pieces, goal, rows, newline) for here in places]
    order, left = [0], set(range(1, len(places)))
    while left:
        row = costs[order[-1]]
        order.append(min(left, key=lambda at: (row[at - 1], at)))
        left.remove(order[-1])
    order.append(len(places))
    _improve(order, costs)
    if len(pieces) <= FEW_PIECES:
        order = _pens_moved(order, costs, pieces)
    return [pieces[at - 1] for at in order[1:-1]]


def _pens_moved(order: list[int], costs: list[list[int]], pieces: list[Piece]) -> list[int]:
    """The best order that is found from those where one pen comes first, or last."""
    best, least, improved = order, _length(order, costs), True
    while improved:
        improved = False
        for pen in dict.fromkeys(piece[3] for piece in pieces):
            inner = best[1:-1]
            own = [at for at in inner if pieces[at - 1][3] == pen]
            rest = [at for at in inner if pieces[at - 1][3] != pen]
            for way in ([0, *own, *rest, best[-1]], [0, *rest, *own, best[-1]]):
                _improve(way, costs)
                if (length := _length(way, costs)) < least:
                    best, least, improved = way, length, True
    return best


def _length(order: list[int], costs: list[list[int]]) -> int:
    return sum(costs[here][there - 1] for here, there in pairwise(order))


def _steps(
    here: Place, pieces: list[Piece], goal: tuple[int, int], rows: list[Row], newline: str
) -> list[int]:
    """Bytes from a place until the first cell of each piece can be written, and until the cursor is home."""
    x, y, pen = here
    found = []
    for to_y, to_x, end, own in pieces:
        way = _way(x, y, to_x, to_y, newline)
        if y == to_y and x is not None and 0 < to_x - x <= LONGEST_GAP:
            gap = rows[to_y][x:to_x]
            if all(cell[1] is pen or cell == BLANK for cell in gap):
                way = min(way, sum(len(drawn(pen, cell)[0]) + len(cell[0]) for cell in gap))
        found.append(
            way + (0 if end <= 0 and clears(pen) else 0 if own is pen else len(pen_change(pen, own)))
        )
    return [*found, _way(x, y, *goal, newline)]


def _way(x: int | None, y: int | None, to_x: int, to_y: int, newline: str) -> int:
    """How long `move` would be, without making it."""
    if y is None:
        return 5 + len(str(to_y + 1)) + len(str(to_x + 1))
    down = to_y - y
    if down == 0:
        ways = [1 + _csi(to_x)] if x is None else [_across(x, to_x)]
    else:
        ways = [] if x is None else [_csi(abs(down)) + _across(x, to_x)]
        if 0 < down <= 3:
            ways.append(len(newline) * down + _csi(to_x))
    ways.append(5 + (to_y > 8) + (to_x > 8) + (to_x > 98))
    return min(ways)


def _across(x: int, to: int) -> int:
    if to >= x:
        return _csi(to - x)
    return min(x - to if x - to <= 4 else _csi(x - to), 1 + _csi(to))


def _csi(number: int) -> int:
    """Bytes of a sequence with such a number; none where there is nothing to do."""
    return 0 if number == 0 else 3 if number == 1 else 4 if number < 10 else 5 if number < 100 else 6


def _improve(order: list[int], costs: list[list[int]]) -> None:
    """Take pieces, and runs of them, out and put them where they cost least, as long as that helps."""
    for _ in range(ROUNDS):
        if not sum(_replaced(order, costs, size) for size in range(LONGEST_RUN, 0, -1)):
            return


def _replaced(order: list[int], costs: list[list[int]], size: int) -> bool:
    """Whether a run of so many pieces found a better place."""
    better = False
    for at in range(1, len(order) - size):
        run = order[at : at + size]
        first, last, after = run[0] - 1, run[-1], order[at + size] - 1
        before = costs[order[at - 1]]
        best, best_at = before[first] + costs[last][after] - before[after], 0
        rest = order[:at] + order[at + size :]
        for place, (left, right) in enumerate(pairwise(rest), 1):
            price = costs[left][first] + costs[last][right - 1] - costs[left][right - 1]
            if price < best:
                best, best_at = price, place
        if best_at:
            rest[best_at:best_at] = run
            order[:] = rest
            better = True
    return better


def stretches(blanks: list[int], row: Row) -> Iterator[Stretch]:
    """Stretches of blanks with so many changed ones that clearing them is shorter."""
    start = 0
    for at, x in enumerate(blanks):
        after = blanks[at + 1] if at + 1 < len(blanks) else len(row)
        whole = after == len(row)
        if not whole and all(cell == BLANK for cell in row[x:after]):
            continue
        whole = whole and all(cell == BLANK for cell in row[x:])
        if at + 1 - start >= (FEWEST_TO_END if whole else FEWEST_CLEARED):
            yield blanks[start], 0 if whole else x + 1 - blanks[start]
        start = at + 1


def shifted_texts(shown: list[Row], wanted: list[Row], changed: list[int]) -> list[tuple[int, int, int]]:
    """Rows whose end only stands a little farther or nearer behind another word: (row, column, by)."""
    found = []
    for y in changed:
        before, after = shown[y], wanted[y]
        nearer = _ends_alike(before, after)
        if not nearer or not all(len(text) == 1 and is_sure(text) for text, _ in (*before, *after)):
            continue  # a wide character may not be cut
        plain = _unlike(before, after)
        unlike = [at for at, cell in enumerate(after) if before[at] != cell]
        held = set(unlike)
        starts = [at for at in unlike if at - 1 not in held][:MOST_STARTS]
        ways = [(x, by) for x in starts for by in nearer]
        costs = {way: _unlike(shifted(before, *way), after) for way in ways}
        best = min(ways, key=lambda way: costs[way])
        if plain - costs[best] >= LEAST_GAIN:
            found.append((y, *best))
    return found


def _ends_alike(before: Row, after: Row) -> list[int]:
    """How far the end of the text may have been pushed: where its last cells are the same."""
    end = len(after)
    while end and after[end - 1] == BLANK:
        end -= 1
    tail = after[max(0, end - LEAST_GAIN) : end]
    if len(tail) < LEAST_GAIN or before[end - LEAST_GAIN : end] == tail:
        return []
    ways = (by for by in range(-FARTHEST, FARTHEST + 1) if by and end - LEAST_GAIN - by >= 0)
    return [by for by in ways if before[end - LEAST_GAIN - by : end - by] == tail]


def shifted(row: Row, x: int, by: int) -> Row:
    """A row after so many blanks were put in at a column, or so many cells were taken out."""
    width = len(row)
    if by > 0:
        return (row[:x] + [BLANK] * by + row[x:])[:width]
    return (row[:x] + row[x - by :] + [BLANK] * -by)[:width]


def _unlike(one: Row, other: Row) -> int:
    return sum(a is not b and a != b for a, b in zip(one, other, strict=True))
