"""Crew and supervisor read one form differently, each on a phone; the district decides between the two, a
further person confirms, and the sheet explains it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.browser.test_result_forms import decide, offered, sound, type_figures
from tests.kit.count import healthy_figures

ROW = "/hasil/kota-metro-2024/mayor/1872011001001/"
SHOTS = os.environ.get("SIAGA_SHOTS", "")


@pytest.fixture(scope="module")
def room(browser, site):
    """Everybody of the story, once on a phone and once at a desk."""
    from tests.browser.conftest import Visitor

    names = (("kpps", 360), ("ptps", 360), ("ppk1", 1280), ("ppk2", 360), ("komisioner", 1280))
    people = {name: Visitor(browser, site, width=width) for name, width in names}
    for name, person in people.items():
        person.sign_in(name)
    yield people
    for person in people.values():
        person.close()


def looked_at(visitor, path: str, name: str) -> str:
    """Open a page; it is accessible and fits; its text."""
    visitor.open(path)
    sound(visitor)
    if SHOTS:
        visitor.page.screenshot(path=str(Path(SHOTS) / f"{name}-{visitor.width}.png"), full_page=True)
    return visitor.page.inner_text("main")


def register(visitor) -> int:
    known = visitor.page.evaluate("JSON.parse(document.getElementById('register').textContent)")
    return known["register.dpt_j"]


def send(visitor, path: str, votes: dict[int, int]) -> None:
    visitor.open(path)
    type_figures(visitor, healthy_figures(votes=votes, dpt=register(visitor)))
    visitor.page.locator(".thumb-bar button").click()
    visitor.page.wait_for_load_state()
    assert visitor.page.url.endswith(ROW), visitor.page.inner_text("main")


def said(figure: str, text: str) -> bool:
    """Whether a page states a figure; a part of a digest is none."""
    return re.search(rf"\b{figure}\b", text) is not None


VALID = 368
"""The valid votes of the form, for two pairs."""


def two_readings(text: str) -> tuple[int, int]:
    """Two figures for the first pair, ten apart, which a page that keeps older entries does not state yet."""
    pairs = ((seen, seen - 10) for seen in range(259, 200, -1))
    return next((seen, entered) for seen, entered in pairs if not said(f"({seen}|{entered})", text))


@pytest.mark.slow
def test_two_readings_one_truth(room) -> None:
    chief, crew, supervisor, ppk = room["komisioner"], room["kpps"], room["ptps"], room["ppk1"]
    for act, reason in (("hold", "Foto tidak cocok"), ("return", "Salin ulang dari formulir")):
        if offered(chief, act):
            decide(chief, act, reason)
    seen, entered = two_readings(looked_at(crew, ROW, "baris-kpps-sebelum"))
    looked_at(supervisor, f"{ROW}awasi/", "awasi")
    send(supervisor, f"{ROW}awasi/", {1: seen, 2: VALID - seen})
    assert not said(str(seen), looked_at(crew, ROW, "baris-kpps"))
    send(crew, f"{ROW}isi/", {1: entered, 2: VALID - entered})
    assert not said(str(seen), looked_at(crew, ROW, "baris-kpps-ditahan"))
    assert not said(str(entered), looked_at(supervisor, ROW, "baris-ptps-ditahan"))
    text = looked_at(ppk, f"{ROW}putuskan/sumber/", "putuskan")
    assert said(str(seen), text)
    assert said(str(entered), text)
    looked_at(room["ppk2"], f"{ROW}putuskan/sumber/", "putuskan")
    looked_at(ppk, "/hasil/sumber/", "sumber")
    looked_at(room["ppk2"], "/hasil/sumber/", "sumber")
    ppk.open(f"{ROW}putuskan/sumber/")
    for name, value in {"paslon1": seen, "paslon2": VALID - seen}.items():
        ppk.page.fill(f"#id_{name}", str(value))
    ppk.page.fill("#judged_reason", "Turus dibuka di pleno")
    ppk.page.locator("form.judged button").click()
    ppk.page.wait_for_load_state()
    assert ppk.page.url.endswith(ROW), ppk.page.inner_text("main")
    other = room["ppk2"]
    other.open(f"{ROW}periksa/")
    other.page.fill("[name=paslon1]", str(seen))
    other.page.fill("[name=paslon2]", str(VALID - seen))
    other.page.locator("main form button").last.click()
    other.page.wait_for_load_state()
    assert "Turus dibuka di pleno" in looked_at(other, ROW, "baris-dihitung")
    assert said(str(seen), looked_at(supervisor, ROW, "baris-ptps-dihitung"))


@pytest.mark.slow
def test_objections_and_plenaries(room) -> None:
    crew, ppk = room["kpps"], room["ppk1"]
    looked_at(crew, f"{ROW}kejadian/", "kejadian")
    crew.page.select_option("[name=pair]", "2")
    crew.page.locator("#objectionform_text").fill("Turus paslon 1 lebih satu")
    crew.page.locator("section:has(#keberatan) button").click()
    crew.page.wait_for_load_state()
    assert "Turus paslon 1 lebih satu" in crew.page.inner_text("main")
    looked_at(ppk, f"{ROW}kejadian/", "kejadian")
    looked_at(ppk, "/hasil/pleno/", "pleno")
    ppk.page.fill("[name=presided_by]", "Sri Wahyuni, Ketua PPK")
    ppk.page.fill("[name=opened_at]", "2024-11-28T09:00")
    ppk.page.locator("section:has(#buka) button").click()
    ppk.page.wait_for_load_state()
    looked_at(ppk, ppk.page.url.removeprefix(ppk.site.url), "pleno-satu")
    looked_at(room["ppk2"], "/hasil/pleno/", "pleno")
    looked_at(room["ppk2"], ppk.page.url.removeprefix(ppk.site.url), "pleno-satu")
