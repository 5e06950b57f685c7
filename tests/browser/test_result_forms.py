"""The night of the count on a phone of 360 px: held, sent back, typed with a slip, typed right, confirmed,
public.
"""

from __future__ import annotations

import pytest

from tests.kit.count import healthy_figures
from tests.kit.stated import states

ROW = "/hasil/kota-metro-2024/mayor/1872011001001/"
PUBLIC = "/hasil-publik/kota-metro-2024/mayor/tps/1872011001001/"


@pytest.fixture(scope="module")
def night(browser, site):
    """The crew, the second person and the commissioner of one station, each on a phone."""
    from tests.browser.conftest import Visitor

    people = {}
    for name in ("kpps", "ppk1", "komisioner"):
        people[name] = Visitor(browser, site, width=360)
        people[name].sign_in(name)
    yield people
    for person in people.values():
        person.close()


@pytest.fixture(autouse=True)
def row_to_type(night) -> None:
    """Whatever an earlier test left: the row is sent back, so that it must be typed again."""
    for act, reason in (("hold", "Foto tidak cocok"), ("return", "Salin ulang dari formulir")):
        if offered(night["komisioner"], act):
            decide(night["komisioner"], act, reason)


def offered(visitor, act: str, row: str = ROW) -> bool:
    visitor.open(row)
    return visitor.page.locator(f"input[name=act][value={act}]").count() > 0


def decide(visitor, act: str, reason: str, row: str = ROW) -> None:
    visitor.open(row)
    visitor.page.check(f"input[name=act][value={act}]")
    visitor.page.fill("textarea[name=reason]", reason)
    visitor.go(visitor.page.locator(".decision button"))


def type_figures(visitor, figures) -> None:
    for name, value in figures.items():
        visitor.page.fill(f"#id_{name}", str(value))


def sound(visitor) -> None:
    """Accessible, no wider than the screen, no script fails."""
    assert visitor.axe() == []
    assert visitor.overflow() <= 0
    assert visitor.faults == []


def figures_of_the_station(visitor, **changed):
    """Healthy figures with the register that the page itself carries."""
    return healthy_figures(votes={1: 251, 2: 117}, dpt=register_of(visitor)["dpt_j"], **changed)


def register_of(visitor) -> dict[str, int]:
    known = visitor.page.evaluate("JSON.parse(document.getElementById('register').textContent)")
    return {"dpt_j": known["register.dpt_j"]}


@pytest.mark.slow
def test_the_night_of_the_count(night) -> None:
    officer, checker, chief = night["kpps"], night["ppk1"], night["komisioner"]
    officer.open("/hasil/")
    sound(officer)
    officer.open(f"{ROW}isi/")
    sound(officer)
    slip = figures_of_the_station(officer) | {"paslon2": 617}
    type_figures(officer, slip)
    live = officer.page.locator("#live").inner_text()
    assert "R8" in live
    assert "R12" in live
    assert officer.page.locator("#id_paslon2").get_attribute("aria-invalid") == "true"
    sound(officer)

    officer.go(officer.page.locator(".thumb-bar button"))
    assert "R8" in officer.page.locator(".findings").inner_text()
    assert "617" in officer.page.locator(".hints").inner_text()
    assert "117" in officer.page.locator(".hints").inner_text()
    assert officer.page.input_value("#id_paslon2") == "617", "what was typed must not be lost, nor repaired"
    officer.faults[:] = [fault for fault in officer.faults if "422" not in fault]
    sound(officer)

    officer.page.fill("#id_paslon2", "117")
    assert officer.page.locator("#live").inner_text() == ""
    officer.go(officer.page.locator(".thumb-bar button"))
    assert officer.page.url.endswith(ROW)

    checker.open(ROW)
    assert not states(251, checker.page.inner_text("main")), "the first entry stays covered"
    checker.open(f"{ROW}periksa/")
    sound(checker)
    type_figures(checker, {"paslon1": 251, "paslon2": 117})
    checker.go(checker.page.locator(".thumb-bar button"))
    sound(checker)

    chief.open(PUBLIC)
    assert states(251, chief.page.inner_text("main"))
    chief.open(ROW)
    sound(chief)


@pytest.mark.slow
def test_a_lost_signal_loses_nothing(night) -> None:
    """Type, send without a signal, lose the page, open it again, send again: one entry."""
    officer = night["kpps"]
    officer.open(f"{ROW}isi/")
    figures = figures_of_the_station(officer)
    type_figures(officer, figures)
    ticket = officer.page.input_value("input[name=client_id]")
    officer.page.context.set_offline(True)
    with officer.page.expect_event("requestfailed"):
        officer.page.locator(".thumb-bar button").click()
    officer.page.context.set_offline(False)
    officer.open(f"{ROW}isi/")
    assert officer.page.input_value("#id_paslon1") == "251"
    assert officer.page.input_value("input[name=client_id]") == ticket, "sending again must be a retry"
    officer.go(officer.page.locator(".thumb-bar button"))
    officer.faults.clear()
    officer.open(f"{ROW}isi/")
    own = officer.page.input_value("#id_paslon1")
    assert own == "251", "an officer sees their own entry and may amend it"
    assert officer.page.input_value("input[name=client_id]") != ticket


@pytest.mark.slow
def test_the_browser_and_the_server_find_the_same(night) -> None:
    """Every single figure changed by one: the rules shown while typing are those of the law."""
    from siaga.law import profiles
    from siaga.law.form import check_row

    chief = night["komisioner"]
    chief.open(f"{ROW}betulkan/")
    healthy = figures_of_the_station(chief)
    register = register_of(chief)
    profile = profiles.load("pilkada-2024")
    type_figures(chief, healthy)
    for name in healthy:
        changed = healthy | {name: healthy[name] + 1}
        chief.page.fill(f"#id_{name}", str(changed[name]))
        shown = chief.page.eval_on_selector_all("#live p strong", "all => all.map(s => s.textContent.trim())")
        assert shown == [finding.rule for finding in check_row(profile, changed, register)], name
        chief.page.fill(f"#id_{name}", str(healthy[name]))
    assert chief.page.locator("#live").inner_text() == ""
