"""Bad input ends in a sentence with its place, never in anything else."""

import contextlib
import gzip
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svc_tui.errors import NotFound, Refused, SvcError
from svc_tui.interchange.core.files import Source
from tests.interchange.reading import read

CUSTOMERS = 'kind = "customer"\n[fields]\ncode = "code"\nname = "name"\n'
ROWS = "code;name\nC1;Perché no\nC2;Größe\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_an_encoding_is_found_and_read(tmp_path: Path, encoding: str) -> None:
    records, problems = read(tmp_path / "a.csv", ROWS.encode(encoding), toml=CUSTOMERS)
    assert problems == []
    assert [one.values["name"] for one in records] == ["Perché no", "Größe"]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_delimiter_is_found(tmp_path: Path, mark: str) -> None:
    records, _ = read(tmp_path / "a.csv", ROWS.replace(";", mark), toml=CUSTOMERS)
    assert [one.key for one in records] == ["C1", "C2"]


def test_the_delimiter_is_the_one_that_makes_the_columns_of_the_mapping(tmp_path: Path) -> None:
    content = "code;name;a,b,c,d,e\nC1;One;x\n"
    records, _ = read(tmp_path / "a.csv", content, toml=CUSTOMERS)
    assert records[0].values == {"code": "C1", "name": "One"}


def test_a_packed_file_is_read_and_a_cut_one_refused(tmp_path: Path) -> None:
    packed = gzip.compress(ROWS.encode() * 500)
    records, _ = read(tmp_path / "a.csv.gz", gzip.compress(ROWS.encode()), toml=CUSTOMERS)
    assert len(records) == 2
    with pytest.raises(Refused, match=r"b\.csv\.gz cannot be read"):
        read(tmp_path / "b.csv.gz", packed[:-20], toml=CUSTOMERS)


def test_a_cell_of_a_million_signs_takes_its_row_with_row_and_column(tmp_path: Path) -> None:
    content = "code,name\nC1,One\nC2," + "x" * 1_000_000 + "\nC3,Three\n"
    records, (problem,) = read(tmp_path / "a.csv", content, toml=CUSTOMERS)
    assert [one.key for one in records] == ["C1", "C3"]
    assert (problem.row, problem.column) == (3, "name")
    assert "1000000 signs" in problem.text()


def test_a_quote_of_the_header_that_swallows_the_file_is_refused_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="from row 1 on: it has more than 1000000 cells"):
        read(tmp_path / "a.csv", 'code,"name\n' + ("," * 1000 + "\n") * 2100, toml=CUSTOMERS)


def test_cells_are_counted_row_by_row(tmp_path: Path) -> None:
    long = "C1,One" + ",x" * 600_000 + "\n"
    _records, problems = read(tmp_path / "a.csv", "code,name\n" + 2 * long, toml=CUSTOMERS)
    assert [problem.row for problem in problems] == [2, 3]


def test_a_nul_byte_takes_its_row_with_row_and_column(tmp_path: Path) -> None:
    records, (problem,) = read(tmp_path / "a.csv", b"code,name\nC1,One\nC2,T\0wo\n", toml=CUSTOMERS)
    assert [one.key for one in records] == ["C1"]
    assert (problem.row, problem.column) == (3, "name")
    assert "NUL" in problem.text()


def test_an_impossible_date_takes_its_row_with_row_and_column(tmp_path: Path) -> None:
    toml = 'kind = "call"\ndates = ["%d/%m/%Y"]\n[fields]\nnumber = "no"\nreported_at = "day"\n'
    records, (problem,) = read(tmp_path / "a.csv", "no,day\n1,28/2/2015\n2,29/2/2015\n", toml=toml)
    assert [one.key for one in records] == ["1"]
    assert (problem.row, problem.column, problem.value) == (3, "day", "29/2/2015")


def test_a_missing_column_makes_the_file_unreadable(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"no column name .*Did you mean names\?"):
        read(tmp_path / "a.csv", "code,names\nC1,One\n", toml=CUSTOMERS)


def test_an_empty_key_takes_its_row(tmp_path: Path) -> None:
    records, (problem,) = read(tmp_path / "a.csv", "code,name\n ,One\nC2,Two\n", toml=CUSTOMERS)
    assert [one.key for one in records] == ["C2"]
    assert (problem.row, problem.column) == (2, "code")


def test_truncated_json_is_unreadable_and_says_where(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"line 2, column \d+"):
        read(tmp_path / "a.json", '{"value": [\n{"ServiceCallID": 1, "Subj')


def test_a_broken_line_of_json_lines_is_a_rejected_row(tmp_path: Path) -> None:
    content = '{"kind": "call", "number": 1}\n{"kind": "call", "num\n{"kind": "call", "number": 3}\n'
    records, (problem,) = read(tmp_path / "a.jsonl", content)
    assert [one.key for one in records] == ["1", "3"]
    assert problem.row == 2


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"\xef\xbb\xbf", b"\0\0\0\0\0\0", b"[" * 100_000, b"{" * 5000]
)
def test_nothing_and_nonsense_are_sentences(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SvcError) as told:
        read(tmp_path / "a", content)
    assert "{" not in str(told.value) or "{{" in str(told.value)


def test_a_huge_number_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read(tmp_path / "a.json", '[{"ServiceCallID": ' + "9" * 6000 + "}]")


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no file"):
        Source(tmp_path / "none.csv")
    with pytest.raises(Refused, match="folder"):
        Source(tmp_path)


PIECES = st.one_of(
    st.binary(max_size=300),
    st.lists(
        st.sampled_from(
            [b'{"value":[', b"]", b"}", b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"code", b"name", b";", b"{}", b"[",
             b'{"ServiceCallID":1}', b'{"kind":"call"}', b"\xef\xbb\xbf", b"\xff\xfe", b'"Status":', b"1e999", b"NaN",
             b'"\\ud800"', b"callID", b"subject", b"2024-02-30"]
        ),
        max_size=25,
    ).map(b"".join),
)  # fmt: skip


@given(PIECES, st.sampled_from([None, "call", "person", "ServiceCallStatus", CUSTOMERS]))
def test_any_bytes_are_records_problems_or_a_sentence(content: bytes, how: str | None) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(SvcError):
        wanted = {"toml": how} if how and "\n" in how else {"kind": how}
        _records, problems = read(Path(folder) / "a", content, **wanted)
        for problem in problems:
            assert problem.text()
            assert "{" not in problem.message.format(
                **{"column": "c", "value": "v", **problem.details}
            ) or any("{" in str(one) for one in problem.details.values())
