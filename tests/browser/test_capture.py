"""A crew at midnight with a phone of 360 px: card, photos, figures, receipt; with a signal and without."""

from __future__ import annotations

import random
import re

import pytest

from siaga.engines.reading.sheets.kwk import kwk_layout
from tests.kit.count import healthy_figures
from tests.kit.filled_forms import USUAL, fill, photograph
from tests.kit.people import PASSWORD

pytestmark = pytest.mark.slow
STATION = "1872011001001"
ROW = f"/hasil/kota-metro-2024/governor/{STATION}/"
CARD = f".forms li:has(a[href='#{STATION}/governor'])"
FIGURES = """async () => {
  const [work] = await siagaStore.all("work");
  return work.forms.find((form) => form.contest === "governor").register["register.dpt_j"];
}"""


@pytest.fixture
def chief(visit):
    """The commissioner, who has the form of the station entered anew."""
    chief = visit()
    chief.sign_in("komisioner")
    for act in ("hold", "return"):
        chief.open(ROW)
        if chief.page.locator(f"input[name=act][value={act}]").count():
            chief.page.check(f"input[name=act][value={act}]")
            chief.page.fill("textarea[name=reason]", "Salin ulang dari formulir")
            chief.go(chief.page.locator(".decision button"))
    return chief


def card(admin, name: str) -> str:
    """The link on the card of a crew member, as the administrator prints it."""
    admin.sign_in("admin")
    admin.open("/lembaga/undangan/baru/")
    admin.page.fill("input[name=full_name]", name)
    wards = admin.page.locator("select[name=institution] option", has_text=re.compile(r"PPS|Pemungutan"))
    own = wards.filter(has_text=re.compile(r"Kelurahan Metro\s*$"))
    admin.page.select_option("select[name=institution]", own.get_attribute("value"))
    admin.page.select_option("select[name=role]", "station_officer")
    admin.page.fill("input[name=station_code]", STATION)
    admin.go(admin.page.locator("main form button:not([type=button])").first)
    return admin.page.inner_text(".invitation-link code")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The photographed pages of a filled form, by page, and the figures on it: made once."""
    made: dict[int, tuple[list[str], dict[str, int]]] = {}

    def of(voters: int) -> tuple[list[str], dict[str, int]]:
        if voters not in made:
            made[voters] = photographed(tmp_path_factory.mktemp("form"), voters)
        return made[voters]

    return of


def photographed(home, voters: int, shot: int = 5) -> tuple[list[str], dict[str, int]]:
    """The files of one paper's pages as one phone takes them, and the figures on it; another `shot` is
    another phone.
    """
    figures = healthy_figures(votes={1: random.Random(5).randint(150, 250), 2: 117}, dpt=voters)
    form = fill(kwk_layout((1, 2), "governor"), figures, seed=5, station=STATION)
    files = []
    for page in form.pages:
        file = home / f"page-{page.number}-{shot}.jpg"
        file.write_bytes(photograph(page, USUAL, seed=shot).file)
        files.append(str(file))
    return files, figures


def sound(visitor) -> None:
    """Accessible, no wider than the screen, no script fails; that there is no signal is no fault."""
    assert visitor.axe() == []
    assert visitor.overflow() <= 0
    assert [fault for fault in visitor.faults if "ERR_INTERNET_DISCONNECTED" not in fault] == []


def eventually(page, expression: str, tries: int = 450) -> None:
    """Wait until it is so. Playwright's own waiting evaluates text in the page, which its policy forbids."""
    for _ in range(tries):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"never so: {expression}")


def take(page, number: int, file: str) -> None:
    page.set_input_files(f"#camera-{number}", file)
    page.locator(f"#slots li:nth-child({number}) img").wait_for()


@pytest.mark.parametrize("language", ["id-ID", "en-GB"])
def test_from_the_card_to_the_receipt(visit, chief, pages, language: str) -> None:
    link = card(visit(), f"Siti Aminah {language[:2]}")
    crew = visit(width=360, language=language)
    page = crew.page
    crew.open(link)
    sound(crew)
    for field in ("password", "again"):
        page.fill(f"input[name={field}]", PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/hasil/foto/")
    page.wait_for_selector(".forms .btn")
    sound(crew)
    assert page.get_attribute("html", "lang") == language[:2], "the language in which the card was accepted"
    assert "siti" in page.inner_text("#username"), "the name to sign in again with"
    files, figures = pages(page.evaluate(FIGURES))

    page.click(f"{CARD} a.btn")
    page.wait_for_selector("#slots")
    sound(crew)
    assert page.locator("#declare").is_hidden(), "nothing is said about figures nobody has typed"
    for number, file in enumerate(files, start=1):
        take(page, number, file)
    page.wait_for_selector("canvas.cutting")
    sound(crew)
    read = {name: page.input_value(f"#f-{name}") for name in figures}
    for name, value in figures.items():
        if read[name] != str(value):
            assert read[name] == "", f"{name} was offered as {read[name]}, and {value} is written"
            page.fill(f"#f-{name}", str(value))
    assert page.locator("#found p").count() == 0

    right = str(figures["paslon2"])
    page.fill("#f-paslon2", "617")
    assert "R8" in page.inner_text("#found")
    page.click(".bar button")
    assert page.locator("#declare-wrong").inner_text() != "", "nothing leaves while an identity is broken"
    assert (
        page.evaluate("siagaStore.all('items').then((all) => all.some((i) => i.kind === 'entry'))") is False
    )
    sound(crew)
    page.fill("#f-paslon2", right)
    page.click(".bar button")
    page.wait_for_selector(f"{CARD} .receipt strong")
    sound(crew)

    code = page.inner_text(f"{CARD} .receipt strong")
    page.click(f".forms a[href='#{STATION}/governor']")
    page.wait_for_selector("dl.sent")
    shown = [re.sub(r"\D", "", text) for text in page.locator("dl.sent dd").all_inner_texts()]
    assert sorted(shown) == sorted(map(str, figures.values())), "what was sent, only to be looked at"
    sound(crew)
    page.click("#content a[href$='/baru']")
    page.wait_for_selector("#f-paslon2")
    assert page.input_value("#f-paslon2") == right, "sending anew begins with what was sent"
    page.goto(page.url.split("#")[0])
    crew.go(page.locator(f"{CARD} .receipt a"))
    assert code in page.inner_text("main")
    sound(crew)
    chief.open(ROW)
    assert chief.page.locator(".photo-card").count() >= len(files)
    chief.page.locator(".photo-card img").first.scroll_into_view_if_needed()
    eventually(chief.page, "document.querySelector('.photo-card img').naturalWidth > 100")
    sound(chief)

    replay = visit(width=360)
    assert replay.open(link).status == 410, "the code on a card works once"


def test_a_night_without_a_signal(visit, chief, pages) -> None:
    crew = visit(width=360)
    crew.sign_in("kpps")
    page = crew.page
    page.wait_for_selector(".forms .btn")
    eventually(page, "navigator.serviceWorker.controller !== null")
    files, _ = pages(page.evaluate(FIGURES))
    crew.context.set_offline(True)
    page.goto(f"{crew.site.url}/hasil/foto/#{STATION}/governor")
    page.wait_for_selector("#slots")
    take(page, 1, files[0])
    page.wait_for_selector(".item-waiting")
    page.reload()
    page.wait_for_selector(".item-waiting")
    sound(crew)

    page.once("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog"):  # signing out with something unsent asks first
        page.click("#sign-out")

    crew.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_selector(".item-received")
    kept = page.evaluate("siagaStore.all('items').then((all) => all.filter((i) => i.bytes).length)")
    assert kept == 0, "what the server has leaves the phone"


def test_a_page_in_the_wrong_place_is_told(visit, chief, pages) -> None:
    crew = visit(width=360)
    crew.sign_in("kpps")
    page = crew.page
    page.wait_for_selector(".forms .btn")
    files, _ = pages(page.evaluate(FIGURES))
    crew.open(f"/hasil/foto/#{STATION}/mayor/baru")
    page.wait_for_selector("#slots")
    page.set_input_files("#camera-1", files[0])
    page.wait_for_selector("#slots li:nth-child(1) .warn")
    assert "Gubernur" in page.inner_text("#slots li:nth-child(1) .warn"), "the other contest is named"

    crew.open(f"/hasil/foto/#{STATION}/governor")
    page.wait_for_selector("h1:has-text('Gubernur')")
    page.set_input_files("#camera-1", files[1])
    page.wait_for_selector("#slots li:nth-child(1) .note")
    page.wait_for_selector("#slots li:nth-child(2) img")
    page.set_input_files("#camera-1", files[1])
    page.wait_for_selector("#slots li:nth-child(1) .warn")
    sound(crew)
    photos = "siagaStore.all('items').then((all) => all.filter((one) => one.kind === 'photo').length)"
    assert page.evaluate(photos) == 1, "no second picture of a page leaves before a person has said so"


def test_what_waits_is_never_sent_as_another_person(visit, chief, pages) -> None:
    crew = visit(width=360)
    crew.sign_in("kpps")
    page = crew.page
    page.wait_for_selector(".forms .btn")
    answer = page.evaluate(
        """async (path) => {
          const [work] = await siagaStore.all("work");
          const said = { client_id: "milik-orang-lain", revision: 0, figures: {}, sender: "0".repeat(16) };
          const body = JSON.stringify(said);
          const headers = { "Content-Type": "application/json", "X-CSRFToken": work.token };
          return (await fetch(path, { method: "POST", headers, body })).status;
        }""",
        f"/api/desk/rows/kota-metro-2024/governor/{STATION}/entries",
    )
    assert answer == 409


def test_the_page_is_small(visit) -> None:
    """At most 100 KB before photos, scripts and words included, as they are before any compression."""
    visitor = visit(width=360)
    visitor.open("/hasil/foto/")
    visitor.page.wait_for_selector("main a.btn")
    size = visitor.page.evaluate(
        """[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
        .reduce((sum, entry) => sum + entry.decodedBodySize, 0)"""
    )
    assert 20_000 < size <= 100_000
