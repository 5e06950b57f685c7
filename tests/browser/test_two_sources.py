"""Crew and supervisor read one form differently, each on a phone, with photos and without; the district
decides between the two, a further person confirms, and the sheet explains it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser.test_capture import CARD, FIGURES, photographed, take
from tests.browser.test_capture import sound as sound_without_signal
from tests.browser.test_result_forms import decide, offered, sound, type_figures
from tests.kit.count import healthy_figures
from tests.kit.stated import states

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
    shot(visitor, name)
    return visitor.page.inner_text("main")


def shot(visitor, name: str) -> None:
    if SHOTS:
        visitor.page.screenshot(path=str(Path(SHOTS) / f"{name}-{visitor.width}.png"), full_page=True)


def register(visitor) -> int:
    known = visitor.page.evaluate("JSON.parse(document.getElementById('register').textContent)")
    return known["register.dpt_j"]


def send(visitor, path: str, votes: dict[int, int]) -> None:
    visitor.open(path)
    type_figures(visitor, healthy_figures(votes=votes, dpt=register(visitor)))
    visitor.go(visitor.page.locator(".thumb-bar button"))
    assert visitor.page.url.endswith(ROW), visitor.page.inner_text("main")


VALID = 368
"""The valid votes of the form, for two pairs."""


def two_readings(text: str) -> tuple[int, int]:
    """Two figures for the first pair, ten apart, which a page that keeps older entries does not state yet."""
    pairs = ((seen, seen - 10) for seen in range(259, 200, -1))
    return next((seen, entered) for seen, entered in pairs if not states(f"(?:{seen}|{entered})", text))


@pytest.mark.slow
def test_two_readings_one_truth(room) -> None:
    chief, crew, supervisor, ppk = room["komisioner"], room["kpps"], room["ptps"], room["ppk1"]
    for act, reason in (("hold", "Foto tidak cocok"), ("return", "Salin ulang dari formulir")):
        if offered(chief, act):
            decide(chief, act, reason)
    seen, entered = two_readings(looked_at(crew, ROW, "baris-kpps-sebelum"))
    looked_at(supervisor, f"{ROW}awasi/", "awasi")
    send(supervisor, f"{ROW}awasi/", {1: seen, 2: VALID - seen})
    assert not states(seen, looked_at(crew, ROW, "baris-kpps"))
    send(crew, f"{ROW}isi/", {1: entered, 2: VALID - entered})
    assert not states(seen, looked_at(crew, ROW, "baris-kpps-ditahan"))
    assert not states(entered, looked_at(supervisor, ROW, "baris-ptps-ditahan"))
    text = looked_at(ppk, f"{ROW}putuskan/sumber/", "putuskan")
    assert states(seen, text)
    assert states(entered, text)
    looked_at(room["ppk2"], f"{ROW}putuskan/sumber/", "putuskan")
    looked_at(ppk, "/hasil/sumber/", "sumber")
    looked_at(room["ppk2"], "/hasil/sumber/", "sumber")
    ppk.open(f"{ROW}putuskan/sumber/")
    for name, value in {"paslon1": seen, "paslon2": VALID - seen}.items():
        ppk.page.fill(f"#id_{name}", str(value))
    ppk.page.fill("#judged_reason", "Turus dibuka di pleno")
    ppk.go(ppk.page.locator("form.judged button"))
    assert ppk.page.url.endswith(ROW), ppk.page.inner_text("main")
    other = room["ppk2"]
    other.open(f"{ROW}periksa/")
    other.page.fill("[name=paslon1]", str(seen))
    other.page.fill("[name=paslon2]", str(VALID - seen))
    other.go(other.page.locator("main form button").last)
    assert "Turus dibuka di pleno" in looked_at(other, ROW, "baris-dihitung")
    assert states(seen, looked_at(supervisor, ROW, "baris-ptps-dihitung"))


@pytest.mark.slow
def test_objections_and_plenaries(room) -> None:
    crew, ppk = room["kpps"], room["ppk1"]
    looked_at(crew, f"{ROW}kejadian/", "kejadian")
    crew.page.select_option("[name=pair]", "2")
    crew.page.locator("#objectionform_text").fill("Turus paslon 1 lebih satu")
    crew.go(crew.page.locator("section:has(#keberatan) button"))
    assert "Turus paslon 1 lebih satu" in crew.page.inner_text("main")
    looked_at(ppk, f"{ROW}kejadian/", "kejadian")
    looked_at(ppk, "/hasil/pleno/", "pleno")
    ppk.page.fill("[name=presided_by]", "Sri Wahyuni, Ketua PPK")
    ppk.page.fill("[name=opened_at]", "2024-11-28T09:00")
    ppk.go(ppk.page.locator("section:has(#buka) button"))
    looked_at(ppk, ppk.page.url.removeprefix(ppk.site.url), "pleno-satu")
    looked_at(room["ppk2"], "/hasil/pleno/", "pleno")
    looked_at(room["ppk2"], ppk.page.url.removeprefix(ppk.site.url), "pleno-satu")


PHOTOGRAPHED = ROW.replace("mayor", "governor")


def sends_photos(visitor, files: list[str], figures: dict[str, int]) -> None:
    """From the photos over the reading to the receipt, on the capture page."""
    page = visitor.page
    visitor.open("/hasil/foto/")
    page.wait_for_selector(".forms .btn")
    page.evaluate("location.hash = '1872011001001/governor'")
    page.wait_for_selector("#slots")
    for number, file in enumerate(files, start=1):
        take(page, number, file)
    page.wait_for_selector("canvas.cutting")
    sound_without_signal(visitor)
    shot(visitor, f"foto-{'ptps' if page.locator('main > .hint').count() else 'kpps'}")
    for name, value in figures.items():
        page.fill(f"#f-{name}", str(value))
    page.click(".bar button")
    page.wait_for_selector(f"{CARD} .receipt strong")


@pytest.mark.slow
def test_one_paper_photographed_by_both(room, tmp_path) -> None:
    """The supervisor's own photos, but for page 1, which is the crew's: the district sees it at once."""
    chief, crew, supervisor, ppk = room["komisioner"], room["kpps"], room["ptps"], room["ppk1"]
    for act, reason in (("hold", "Foto tidak cocok"), ("return", "Salin ulang dari formulir")):
        if offered(chief, act, PHOTOGRAPHED):
            decide(chief, act, reason, PHOTOGRAPHED)
    crew.open("/hasil/foto/")
    crew.page.wait_for_selector(".forms .btn")
    voters = crew.page.evaluate(FIGURES)
    mine, figures = photographed(tmp_path, voters)
    theirs, _ = photographed(tmp_path, voters, shot=6)
    sends_photos(crew, mine, figures)
    other = figures | {"paslon1": figures["paslon1"] - 10, "paslon2": figures["paslon2"] + 10}
    sends_photos(supervisor, [mine[0], *theirs[1:]], other)

    looked_at(supervisor, PHOTOGRAPHED, "baris-ptps-foto")
    assert supervisor.page.locator(".photo-card").count() == 3, "their own photos and none of the crew's"
    for name in ("ppk1", "ppk2"):
        decider = room[name]
        decider.open(f"{PHOTOGRAPHED}putuskan/sumber/")
        decider.page.wait_for_load_state("networkidle")
        for figure in decider.page.locator(".judged-figure").all():
            figure.scroll_into_view_if_needed()
            widths = figure.locator("svg.cut-out").evaluate_all(
                "all => all.map((one) => one.getBoundingClientRect().width)"
            )
            assert len(widths) == 2
            assert all(80 < width < 600 for width in widths)
        pieces = decider.page.locator("svg.cut-out").evaluate_all(
            "all => all.map(one => one.firstChild.getAttribute('href') + one.getAttribute('viewBox'))"
        )
        assert len(pieces) == len(set(pieces)) == 4, "each figure has its own piece of each picture"
        text = looked_at(decider, f"{PHOTOGRAPHED}putuskan/sumber/", "putuskan-foto")
        assert decider.page.locator(".one-paper li").count() == 1
        assert states(figures["paslon1"], text)
        assert states(other["paslon1"], text)
    ppk.go(ppk.page.locator(".one-paper a").first)
    assert ppk.page.evaluate("document.images[0].naturalWidth") > 100
