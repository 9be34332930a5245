"""`fmdesk catalogue`: publish and export, by the real entry of the command line."""

from pathlib import Path

from tests.integration.cli.test_in_process import Run, run

__all__ = ["run"]


def test_publish_writes_the_folder_and_names_its_files(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "intranet"
    done = run("catalogue", "publish", str(folder))
    assert done.code == 0
    names = ["catalogue.pdf", "catalogus.pdf", "en.html", "index.html", "style.css"]
    assert done.out.split() == [str(folder / name) for name in names]
    assert "Kopieerpapier A4" in (folder / "index.html").read_text(encoding="utf-8")


def test_an_export_comes_in_again_as_nothing_changed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "catalogus.csv"
    done = run("catalogue", "export", str(path), "--json")
    assert done.answer["products"] == 56
    again = run("import", str(path), "--mapping", "catalogus_uitvoer", "--json")
    assert (again.answer["unchanged"], again.answer["changed"], again.answer["bad_count"]) == (
        56,
        0,
        0,
    )


def test_a_file_of_another_kind_is_a_sentence(run: Run, tmp_path: Path) -> None:
    done = run("catalogue", "export", str(tmp_path / "catalogus.txt"))
    assert done.code == 1
    assert "csv, xlsx" in done.err
