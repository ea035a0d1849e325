"""What spreadsheets and programs do to a table is taken back, in every reader of delimited files alike."""

import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from svc_tui.errors import Refused
from svc_tui.interchange.core.files import Source
from svc_tui.interchange.core.records import Problem, Record
from svc_tui.interchange.csv import mapping
from svc_tui.interchange.documents import deliveries
from svc_tui.interchange.documents.deliveries import DeliveredUnit
from tests.interchange.reading import read

MAP = """kind = "call"
key = "Ticket"
dates = ["%d/%m/%Y %H:%M"]
[fields]
number = "Ticket"
subject = "Title"
customer = "Company"
reported_at = "Opened"
resolution = "Comment"
"""
HEAD = "Ticket;Title;Company;Opened;Comment\n"
ROW = "1;Leak;Uno;01/02/2024 10:00;x\n"
DTW = "ServiceCallID;CustomerCode;Subject;InternalSerialNum\n"
DELIVERY = "document;date;customer;item;serial\n"


def kinds(problems: list[Problem]) -> list[tuple[str, str, int]]:
    return [(one.severity, one.rule, one.row) for one in problems]


def delivered(path: Path, content: str | bytes) -> tuple[list[DeliveredUnit], list[Problem]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = list(deliveries.read(Source(path)))
    return [one for one in found if isinstance(one, DeliveredUnit)], [
        one for one in found if isinstance(one, Problem)
    ]


# One bad byte


def test_one_bad_byte_takes_its_row_and_the_others_are_utf8(tmp_path: Path) -> None:
    rows = [f"{number};Caffè guasto;Bar Però;01/02/2024 10:00;x\n".encode() for number in range(1, 60)]
    rows[50] = rows[50].replace("è".encode(), b"\xe8")
    records, (problem,) = read(tmp_path / "a.csv", HEAD.encode() + b"".join(rows), toml=MAP)
    assert len(records) == 58
    assert {one.values["customer"] for one in records} == {"Bar Però"}
    assert (problem.row, problem.column, problem.severity) == (52, "Title", "reject")
    assert "not UTF-8" in problem.text()
    problem.value.encode()  # and what is shown of it can be written anywhere


@pytest.mark.parametrize("named", ["a.jsonl", "a.json", "a.jsonl.gz"])
def test_one_bad_byte_in_json_takes_its_object(tmp_path: Path, named: str) -> None:
    lines = [b'{"kind": "customer", "code": "C%d", "name": "Per\xc3\xb2"}' % number for number in range(3)]
    lines[1] = lines[1].replace(b"\xc3\xb2", b"\xf2")
    content = b"[" + b",\n".join(lines) + b"]" if named == "a.json" else b"\n".join(lines)
    packed = gzip.compress(content) if named.endswith("gz") else content
    records, (problem,) = read(tmp_path / named, packed)
    assert [one.values["name"] for one in records] == ["Però", "Però"]
    assert (problem.row, problem.column) == (2, "name")


def test_one_bad_byte_behind_a_mark_and_in_utf16_takes_its_row_too(tmp_path: Path) -> None:
    rows = (HEAD + ROW + "2;è;Uno;01/02/2024 10:00;x\n").encode("utf-8-sig").replace("è".encode(), b"\xff")
    records, (problem,) = read(tmp_path / "a.csv", rows, toml=MAP)
    assert ([one.key for one in records], problem.row) == (["1"], 3)
    half = (HEAD + ROW + "2;è;Uno;01/02/2024 10:00;x\n").encode("utf-16")
    half = half.replace("è".encode("utf-16-le"), b"\x00\xd8")
    records, (problem,) = read(tmp_path / "b.csv", half, toml=MAP)
    assert ([one.key for one in records], problem.row) == (["1"], 3)


def test_one_bad_byte_in_b1_tables_and_deliveries_takes_its_row(tmp_path: Path) -> None:
    rows = DTW.encode() + "1;C1;Però;S\n2;C1;".encode() + b"Per\xf2;S\n"
    records, (problem,) = read(tmp_path / "ServiceCalls.csv", rows)
    assert ([one.values["subject"] for one in records], problem.row, problem.column) == (
        ["Però"],
        3,
        "Subject",
    )
    units, (problem,) = delivered(
        tmp_path / "d.csv",
        DELIVERY.encode() + "1;2026-01-02;Ù;I;S\n".encode() + b"1;2026-01-02;\xd9;I;S\n",
    )
    assert ([one.customer for one in units], problem.row, problem.column) == (["Ù"], 3, "customer")


def test_a_file_of_latin_1_in_which_two_bytes_look_like_a_letter_is_still_latin_1(tmp_path: Path) -> None:
    rows = "".join(f"{number};Perché no;Uno;01/02/2024 10:00;x\n" for number in range(40))
    records, problems = read(tmp_path / "a.csv", (HEAD + rows + "99;È”;Uno;;\n").encode("cp1252"), toml=MAP)
    assert (records[0].values["subject"], records[-1].values["subject"], problems) == ("Perché no", "È”", [])


# Columns that stand twice

TWICE = "Ticket;Title;Company;Opened;Comment;Comment\n1;Leak;Uno;01/02/2024 10:00;one;two\n"


def test_a_column_that_stands_twice_is_told_before_anything_enters(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r'2 columns called Comment.*join = .*"Comment\.1", "Comment\.2"'):
        read(tmp_path / "a.csv", TWICE, toml=MAP)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ('{ column = "Comment", join = "\\n" }', "one\ntwo"),
        ('"Comment.2"', "two"),
        ('"Comment.1"', "one"),
        ('{ template = "{Comment.2}: {Comment.1}" }', "two: one"),
    ],
)
def test_it_is_joined_or_taken_by_its_place(tmp_path: Path, field: str, expected: str) -> None:
    (record,), problems = read(
        tmp_path / "a.csv", TWICE, toml=MAP.replace('resolution = "Comment"', f"resolution = {field}")
    )
    assert (record.values["resolution"], problems) == (expected, [])


CONTRACT = """kind = "contract"
[fields]
number = "no"
customer = "who"
[lines]
serial = %s
[targets]
high = ["response", "resolution"]
"""


@pytest.mark.parametrize(
    ("field", "head", "refused"),
    [
        ('"unit"', "no,who,unit,unit,response,resolution", "unit"),
        ('{ column = "unit", join = "-" }', "no,who,unit,unit,response,resolution", ""),
        ('"unit.2"', "no,who,unit,unit,response,resolution", ""),
        ('"unit"', "no,who,unit,response,response,resolution", "response"),
        ('{ column = "unit", join = "-" }', "no,who,unit,resolution,response,resolution", "resolution"),
    ],
)
def test_a_column_of_a_line_or_a_target_that_stands_twice_is_told_too(
    tmp_path: Path, field: str, head: str, refused: str
) -> None:
    content = f"{head}\n58,C1,S,1,2h,4h\n"
    if refused:
        with pytest.raises(Refused, match=f"2 columns called {refused} "):
            read(tmp_path / "a.csv", content, toml=CONTRACT % field)
    else:
        (record,), problems = read(tmp_path / "a.csv", content, toml=CONTRACT % field)
        assert problems == []
        assert [line["serial"] for line in record.values["lines"]] == ["1" if "2" in field else "S-1"]


def test_empty_cells_are_not_joined_and_a_name_with_a_point_is_a_name(tmp_path: Path) -> None:
    toml = MAP.replace('"Comment"', '{ column = "Comment", join = "\\n" }')
    (record,), _ = read(tmp_path / "a.csv", TWICE.replace("one;", ";"), toml=toml)
    assert record.values["resolution"] == "two"
    toml = MAP.replace('"Comment"', '{ template = "{No.2} {Time [min]}" }')
    rows = "Ticket;Title;Company;Opened;No.2;Time [min]\n1;Leak;Uno;;seven;8\n"
    (record,), _ = read(tmp_path / "b.csv", rows, toml=toml)
    assert record.values["resolution"] == "seven 8"


@pytest.mark.parametrize("name", ["key", "at"])
def test_a_key_or_an_instant_that_stands_twice_is_told_too(tmp_path: Path, name: str) -> None:
    toml = MAP.replace('"Comment"', '{ column = "Comment", join = " " }')
    toml = (
        toml.replace('key = "Ticket"', 'key = "Comment"')
        if name == "key"
        else toml + '[history]\nat = "Comment"\n'
    )
    with pytest.raises(Refused, match="2 columns called Comment"):
        read(tmp_path / "a.csv", TWICE, toml=toml)


def test_files_without_a_mapping_say_it_too(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="2 columns called Subject"):
        read(tmp_path / "ServiceCalls.csv", "ServiceCallID;CustomerCode;Subject;Subject\n1;C1;a;b\n")
    with pytest.raises(Refused, match="2 columns called name"):
        read(tmp_path / "a.csv", "code;name;name\nC1;a;b\n", kind="customer")
    with pytest.raises(Refused, match="2 columns called serial"):
        delivered(tmp_path / "d.csv", DELIVERY.replace("serial", "serial;serial") + "1;2026-01-02;C;I;S;S\n")


# Short, blank, titled


def test_cells_that_a_row_lacks_are_empty_and_counted_once(tmp_path: Path) -> None:
    records, (problem,) = read(
        tmp_path / "a.csv", HEAD + ROW + "2;Noise;Uno;01/02/2024 10:00\n3;Smell;Uno\n", toml=MAP
    )
    assert [(one.key, one.values["resolution"]) for one in records] == [("1", "x"), ("2", None), ("3", None)]
    assert (problem.severity, problem.row, problem.details["count"]) == ("warn", 3, 2)


def test_a_history_counts_its_short_rows_once(tmp_path: Path) -> None:
    toml = MAP + '[history]\nat = "Opened"\n'
    _, problems = read(tmp_path / "a.csv", HEAD + ROW + "1;Noise;Uno;01/02/2024 11:00\n", toml=toml)
    assert [(one.rule, one.details["count"]) for one in problems] == [("short", 1)]


def test_short_rows_of_b1_and_of_deliveries_come_in(tmp_path: Path) -> None:
    records, problems = read(tmp_path / "ServiceCalls.csv", DTW + "1;C1;a\n")
    assert (records[0].values["subject"], kinds(problems)) == ("a", [("warn", "short", 2)])
    units, problems = delivered(
        tmp_path / "d.csv", DELIVERY.replace("serial", "serial;line") + "1;2026-01-02;C;I;S\n"
    )
    assert ([one.serial for one in units], kinds(problems)) == (["S"], [("warn", "short", 2)])


@pytest.mark.parametrize("blank", [";;;;\n", " ; ;;;\n", "\n", '"";"";"";"";""\n', ";\n"])
def test_rows_of_nothing_are_passed_over(tmp_path: Path, blank: str) -> None:
    records, problems = read(tmp_path / "a.csv", blank + HEAD + blank + ROW + blank * 2, toml=MAP)
    assert ([one.row for one in records], problems) == ([4], [])
    units, problems = delivered(tmp_path / "d.csv", DELIVERY + blank + "1;2026-01-02;C;I;S\n" + blank)
    assert ([one.row for one in units], problems) == ([3], [])
    records, problems = read(tmp_path / "ServiceCalls.csv", DTW + "1;C1;a;S\n" + blank)
    assert (len(records), problems) == (1, [])


def test_titles_above_the_header_are_skipped_where_the_mapping_says_so(tmp_path: Path) -> None:
    titled = "Monthly report;;;;\n;;;;\n" + HEAD + ROW
    with pytest.raises(Refused, match=r"row 3 names it\. Write skip = 2"):
        read(tmp_path / "a.csv", titled, toml=MAP)
    for skip in (1, 2):
        (record,), problems = read(tmp_path / "a.csv", titled, toml=f"skip = {skip}\n" + MAP)
        assert (record.row, record.values["subject"], problems) == (4, "Leak", [])


def test_titles_of_files_without_a_mapping_are_told(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="row 2 names it"):
        delivered(tmp_path / "d.csv", "Deliveries of May\n" + DELIVERY + "1;2026-01-02;C;I;S\n")
    with pytest.raises(Refused, match=r"row 2 does.*skip = 1"):
        read(tmp_path / "x.csv", "Calls of May\n" + DTW + "1;C1;a;S\n")


@pytest.mark.parametrize("skip", ["-1", "true", '"2"', "100000"])
def test_a_skip_that_is_none_is_refused(skip: str) -> None:
    with pytest.raises(Refused, match="skip is how many lines"):
        mapping.parse(f"skip = {skip}\n" + MAP)


@pytest.mark.parametrize(
    ("line", "mark"), [("sep=;", ";"), ('"sep=|"', "|"), ("SEP=\t", "\t"), ("sep=^", "^")]
)
def test_a_line_that_names_the_delimiter_is_obeyed(tmp_path: Path, line: str, mark: str) -> None:
    content = f"{line}\n" + (HEAD + ROW).replace(";", mark)
    (record,), problems = read(tmp_path / "a.csv", content, toml=MAP)
    assert (record.row, record.values["subject"], problems) == (2, "Leak", [])


def test_a_blank_behind_the_delimiter_belongs_to_no_cell(tmp_path: Path) -> None:
    content = 'Ticket, Title, Company, Opened, Comment\n1, "Leak, again", Uno, 01/02/2024 10:00, x\n'
    (record,), problems = read(tmp_path / "a.csv", content, toml=MAP)
    assert (record.values["subject"], record.values["customer"], problems) == ("Leak, again", "Uno", [])
    units, _ = delivered(
        tmp_path / "d.csv", 'document, date, customer, item, serial\n1, 2026-01-02, C, "I, 2", S\n'
    )
    assert units[0].item == "I, 2"


# Dates


def dated(tmp_path: Path, forms: str, value: str, **wanted: object) -> tuple[list[Record], list[Problem]]:
    toml = MAP.replace('["%d/%m/%Y %H:%M"]', forms)
    return read(tmp_path / "a.csv", HEAD + f'1;Leak;Uno;"{value}";x\n', toml=toml, **wanted)


@pytest.mark.parametrize(
    ("form", "value", "utc"),
    [
        ("%a, %d %b %Y %H:%M:%S %z", "Mon, 01 Jul 2024 22:30:00 +0200", "2024-07-01T20:30"),
        ("%Y-%m-%d %H:%M%z", "2024-07-01 22:30-05:00", "2024-07-02T03:30"),
        ("%Y-%m-%d %H:%M%z", "2024-07-01 22:30+02", "2024-07-01T20:30"),
        ("%d %b %Y %H:%M %Z", "01 Jul 2024 22:30 GMT", "2024-07-01T22:30"),
        ("%d %b %Y %H:%M %Z", "01 Jul 2024 22:30 UTC", "2024-07-01T22:30"),
        ("%Y-%m-%dT%H:%M%Z", "2024-07-01T22:30Z", "2024-07-01T22:30"),
        ("%Y-%m-%dT%H:%M:%SZ", "2024-07-01T22:30:00Z", "2024-07-01T22:30"),
        ("%Y-%m-%d %H:%M", "2024-07-01 22:30", "2024-07-01T20:30"),
        ("excel", "45658,4375", "2025-01-01T09:30"),
        ("excel", "45658.4375", "2025-01-01T09:30"),
        ("excel", "45658", "2024-12-31T23:00"),
        ("excel", "45657.9999999", "2024-12-31T23:00"),
        ("excel1904", "44196", "2024-12-31T23:00"),
    ],
)
def test_a_date_is_read_in_its_form_and_its_own_zone_wins(
    tmp_path: Path, form: str, value: str, utc: str
) -> None:
    (record,), problems = dated(tmp_path, f'["{form}"]', value)
    assert problems == []
    assert record.values["reported_at"] == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("%d %b %Y %H:%M %Z", "01 Jul 2024 22:30 CEST"),
        ("excel", "0"),
        ("excel", "60"),  # 29 February 1900, which never was
        ("excel", "2958466"),
        ("excel", "-1"),
        ("excel", "4,5E+4"),
    ],
)
def test_a_date_that_is_none_takes_its_row(tmp_path: Path, form: str, value: str) -> None:
    records, (problem,) = dated(tmp_path, f'["{form}"]', value)
    assert (records, problem.column) == ([], "Opened")


def test_days_of_a_spreadsheet_before_march_1900_are_right(tmp_path: Path) -> None:
    toml = 'kind = "equipment"\nkey = "row"\ndates = ["excel"]\n[fields]\nserial = "s"\ndelivered_at = "d"\n'
    records, _ = read(tmp_path / "a.csv", "s;d\na;59\nb;61\nc;1\n", toml=toml)
    assert [one.values["delivered_at"] for one in records] == [
        date(1900, 2, 28),
        date(1900, 3, 1),
        date(1900, 1, 1),
    ]


@pytest.mark.parametrize(
    ("letters", "meant"),
    [
        ("DD/MM/YYYY", "%d/%m/%Y"),
        ("dd/MM/yyyy HH:mm", "%d/%m/%Y %H:%M"),
        ("gg/mm/aaaa", "%d/%m/%Y"),
        ("yyyy-MM-dd'T'HH:mm:ss", "%Y-%m-%dT%H:%M:%S"),
        ("MM/DD/YYYY hh:mm A", "%m/%d/%Y %I:%M %p"),
        ("YYYY-MM-DD HH24:MI:SS", "%Y-%m-%d %H:%M:%S"),
        ("DD/%m/%Y", "%d/%m/%Y"),
        ("Excel", "excel"),
    ],
)
def test_letters_of_another_program_are_refused_with_the_form_that_is_meant(letters: str, meant: str) -> None:
    with pytest.raises(Refused) as refused:
        mapping.parse(MAP.replace("%d/%m/%Y %H:%M", letters), "m.toml")
    assert f"{letters} is no form of a date. Write {meant}." in str(refused.value)


@pytest.mark.parametrize("form", ["%H:%M", "%d/%m", "hello", "ISO", "%d"])
def test_a_form_without_year_and_month_is_refused(form: str) -> None:
    with pytest.raises(Refused, match="no year and month"):
        mapping.parse(MAP.replace("%d/%m/%Y %H:%M", form))


BOTH = '["%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M"]'


def test_two_forms_that_make_two_days_warn_once_with_a_count(tmp_path: Path) -> None:
    toml = MAP.replace('["%d/%m/%Y %H:%M"]', BOTH)
    rows = ROW + ROW.replace("1;", "2;", 1) + "3;Leak;Uno;13/02/2024 10:00;x\n4;Leak;Uno;02/02/2024 10:00;x\n"
    records, (problem,) = read(tmp_path / "a.csv", HEAD + rows, toml=toml)
    assert len(records) == 4
    assert (problem.severity, problem.details["count"]) == ("warn", 2)
    assert "01/02/2024 10:00" in problem.text()
    assert "2024-02-01" in problem.text()
    assert "2024-01-02" in problem.text()


def test_under_strict_such_a_date_rejects_its_row(tmp_path: Path) -> None:
    records, (problem,) = dated(tmp_path, BOTH, "01/02/2024 10:00", strict=True)
    assert (records, problem.severity, problem.column) == ([], "reject", "Opened")
    records, problems = dated(tmp_path, BOTH, "13/02/2024 10:00", strict=True)
    assert (len(records), problems) == (1, [])


# Guards and shortened numbers

UNITS = 'kind = "equipment"\nkey = "row"\n[fields]\nserial = "Serial"\nremarks = "Text"\n'


@pytest.mark.parametrize(
    ("cell", "serial"),
    [
        ('="00098"', "00098"),
        ('"=""00098"""', "00098"),
        ("'00099", "00099"),
        ("'SN-7", "SN-7"),
        ("00100", "00100"),
        ("O'Hara", "O'Hara"),
        ("'quoted'", "'quoted'"),
    ],
)
def test_a_guard_is_taken_off_and_zeros_stay(tmp_path: Path, cell: str, serial: str) -> None:
    (record,), problems = read(tmp_path / "a.csv", f"Serial;Text\n{cell};x\n", toml=UNITS)
    assert (record.values["serial"], problems) == (serial, [])


@pytest.mark.parametrize("text", ["'90s music", "'Ndrangheta", "'s-Hertogenbosch"])
def test_an_apostrophe_of_a_text_is_no_guard(tmp_path: Path, text: str) -> None:
    (record,), _ = read(tmp_path / "a.csv", f"Serial;Text\n1;{text}\n", toml=UNITS)
    assert record.values["remarks"] == text


def test_guards_of_b1_tables_and_deliveries_come_off(tmp_path: Path) -> None:
    (record,), _ = read(tmp_path / "ServiceCalls.csv", DTW + '1;C1;a;="00098"\n')
    assert record.values["serial"] == "00098"
    units, _ = delivered(tmp_path / "d.csv", DELIVERY + '1;2026-01-02;\'007;I;="00098"\n')
    assert [(one.customer, one.serial) for one in units] == [("007", "00098")]


def test_a_serial_that_was_shortened_to_a_number_warns(tmp_path: Path) -> None:
    (record,), (problem,) = read(tmp_path / "a.csv", "Serial;Text\n1,23E+15;1,23E+15\n", toml=UNITS)
    assert record.values["serial"] == "1,23E+15"
    assert (problem.severity, problem.rule, problem.column) == ("warn", "shortened", "Serial")
    _, (problem,) = read(tmp_path / "ServiceCalls.csv", DTW + "1;C1;a;1.23E+15\n")
    assert (problem.severity, problem.rule) == ("warn", "shortened")
    _, (problem,) = delivered(tmp_path / "d.csv", DELIVERY + "1;2026-01-02;C;I;1,23E+15\n")
    assert (problem.severity, problem.rule) == ("warn", "shortened")
