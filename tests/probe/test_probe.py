"""Every sample export is recognised, what is printed can be pasted, and people stay masked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from dagster_project.home import Home
from dagster_project.ingest.declared.layout import Layout
from dagster_project.ingest.declared.sources import check_sources
from dagster_project.probe.fit import fits, layouts_for
from dagster_project.probe.look import look_at
from dagster_project.probe.suggest import ZONE, source_lines
from dagster_project.record.log import read
from dagster_project.record.mask import masked
from tests.layouts.folders import PLANS

SAMPLES = Path(__file__).parents[1] / "layouts"


def samples() -> list[tuple[str, Path]]:
    found = []
    for folder in sorted(path for path in SAMPLES.iterdir() if (path / "source.yml").exists()):
        files = sorted(path for path in folder.iterdir() if path.is_file() and path.name not in PLANS)
        found.append((folder.name.removeprefix("template_"), files[0]))
    return found


@pytest.fixture(scope="module")
def layouts() -> list[Layout]:
    return list(layouts_for(Path("nowhere")))


@pytest.mark.parametrize(("name", "file"), [pytest.param(*sample, id=sample[0]) for sample in samples()])
def test_the_layout_of_a_sample_is_named_first(
    name: str, file: Path, layouts: list[Layout], tmp_path: Path
) -> None:
    [source] = yaml.safe_load((file.parent / "source.yml").read_text(encoding="utf-8"))
    encoding = source.get("encoding", "detect")
    best = fits(look_at(file, tmp_path, encoding), layouts, tmp_path, 2, source.get("encoding"))[0]
    assert (best.layout.name, best.fits) == (name, True), best.reason
    lines = source_lines(best, "Asia/Shanghai", source.get("encoding"))
    pasted = tmp_path / "sources.yml"
    pasted.write_text("sources:\n" + "\n".join(lines).replace(ZONE, "UTC") + "\n", encoding="utf-8")
    assert [problem for problem in check_sources(pasted) if "template" not in str(problem)] == []


def probe(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("scoreline"), "probe", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


EXPORT = "通话记录导出\r\n\r\nCall-ID;Rep ID;started_at;Disposition;phone;mood\r\n"
CALL = "1;r1;2026-03-02 09:00;connected;13812345678;好\r\n"


def test_what_a_person_sees(tmp_path: Path) -> None:
    file = tmp_path / "July export.csv"
    file.write_bytes((EXPORT + CALL).encode("gb18030"))
    told = probe(file)
    assert told.returncode == 0, told.stderr
    assert "encoding gb18030, line ends CR LF\ndelimiter ';'" in told.stdout
    assert "13812345678" not in told.stdout
    assert "138*****678" in told.stdout
    assert "mood" in told.stdout
    assert (
        '- {name: calls, entity: calls, layout: canonical, path: "calls/**", delimiter: ";"}' in told.stdout
    )
    home = Home(tmp_path / "home")
    assert "13812345678" in probe(file, "--reveal", "--home", home.root).stdout
    (revealed,) = read(home)
    assert (revealed.event, revealed.facts) == ("revealed", {"command": "probe", "what": str(file)})


def test_nothing_is_revealed_that_cannot_be_recorded(tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    file.write_bytes((EXPORT + CALL).encode("gb18030"))
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "record").write_text("no folder")
    told = probe(file, "--reveal", "--home", tmp_path / "home")
    assert told.returncode == 1
    assert "13812345678" not in told.stdout


def test_a_file_that_no_layout_takes(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("when,agent,dst,secs,disposition\n2026-03-02 09:00,r1,13812345678,60,ok\n")
    told = probe(file)
    assert told.returncode == 0, told.stderr
    assert "No layout fits." in told.stdout
    assert "  entity: calls\n  files: [.csv]\n  columns:\n" in told.stdout
    assert "  disposition: {from: disposition}\n" in told.stdout
    assert "  started_at: {from: ...}   # required: which column is it?\n" in told.stdout
    assert "13812345678" not in told.stdout


def test_an_encoding_that_is_said(tmp_path: Path) -> None:
    file = tmp_path / "july.csv"
    text = "call_id,rep_id,started_at,disposition,campaign\n1,r1,2026-03-02 09:00,connected,電話銷售推廣\n"
    file.write_bytes(text.encode("big5"))
    told = probe(file, "--encoding", "big5")
    assert "電話銷售推廣" in told.stdout
    assert 'path: "calls/**", encoding: big5}' in told.stdout
    assert probe(file, "--encoding", "nonsense").returncode == 2


def test_records_without_a_header_are_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("201,13800138001,张三丰有限公司\n202,13800138002,x\n", encoding="utf-8")
    told = probe(file).stdout
    assert "No layout fits." in told
    assert "The first line looks like a record" in told
    assert "13800138001" not in told
    assert "张三丰" not in told


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", b"", "empty file (0 bytes); export it again"),
        ("a.csv", b"\xd0\xcf\x11\xe0rest", "an old or password-protected Office file"),
        ("a.csv.gz", b"x", "the name says gzip but the bytes do not begin as gzip"),
    ],
)
def test_a_file_that_cannot_be_looked_at(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    told = probe(file)
    assert told.returncode == 2
    assert f"{file}: {reason}" in told.stderr


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("phone", "+86 138 1234 5678", "+86 1** **** *678"),
        ("phone", "8002", "8002"),
        ("name", "王小明", "王**"),
        ("recording", "out-913800139021-221.wav", "out-913*********-221.wav"),
        ("call_id", "20260302-17", "20260302-17"),
        ("phone", None, ""),
    ],
)
def test_people_are_masked(column: str, value: str | None, shown: str) -> None:
    assert masked(column, value) == shown
