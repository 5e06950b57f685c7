"""A phone that goes from hand to hand, and an outbox that meets every answer a server can give."""

from __future__ import annotations

import pytest

from tests.browser.test_capture import STATION, chief, eventually, sound  # noqa: F401 - chief is a fixture

pytestmark = pytest.mark.slow
FORM = f"/hasil/foto/#{STATION}/governor"
NO_BACKGROUND = """self.ServiceWorkerRegistration &&
  Object.defineProperty(ServiceWorkerRegistration.prototype, "sync", { get: () => undefined })"""
WAITING = """(kind) => siagaStore.who().then((sender) => siagaOutbox.add({ kind, sender,
  id: siagaStore.number(),
  submission: "form-" + siagaStore.number().slice(0, 12), election: "kota-metro-2024", contest: "governor",
  station: "%s", label: "TPS", office: "Gubernur", order: 1, slot: 1, page: 1, revision: 0, figures: {},
  declared: "", draft: "none", sha256: "0".repeat(64), bytes: new ArrayBuffer(8), type: "image/jpeg",
  takenAt: Date.now() }))"""
SERVER = """(said) => {
  const real = self.fetch;
  self.said = said;
  self.calls = [];
  self.fetch = (address, options) => {
    const kind = /photos/.test(address) ? "photo" : /entries/.test(address) ? "entry" : "";
    if (!kind) return real(address, options);
    self.calls.push(kind);
    const [status, headers, body] = self.said[kind];
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers }));
  };
}"""
SLOW_ONCE = """() => {
  const real = siagaStore.get;
  self.late = "";
  siagaStore.get = async (...asked) => {
    const slow = asked[0] === "drafts" && !self.late, found = await real(...asked);
    if (!slow) return found;
    self.late = "waits";
    await new Promise((done) => { self.finish = done; });
    setTimeout(() => { self.late = "done"; }, 500);
    return found;
  };
}"""
"""The first draft that is asked for comes only when it is let go."""
ARRIVED = """async () => {
  const [draft] = await siagaStore.all("drafts"), [work] = await siagaStore.all("work");
  const form = work.forms.find((one) => one.contest === "governor");
  for (const { number } of work.papers.governor.pages) {
    await siagaStore.put("items", { kind: "photo", sender: work.sender, submission: draft.submission,
      page: number, slot: number, station: form.station, contest: form.contest, office: form.office,
      state: "received" });
  }
}"""
ANSWERS = """(answers) => {
  const real = self.fetch;
  self.asked = 0;
  self.fetch = (address, options) => {
    if (!/readings$/.test(address)) return real(address, options);
    const [status, body] = answers[Math.min(self.asked++, answers.length - 1)];
    if (!status) return Promise.reject(new TypeError("no way"));
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  };
}"""
STATES = (
    "siagaStore.all('items').then((all) => all.map((item) => `${item.kind} ${item.state}`).sort().join())"
)


def add(page, kind: str, station: str = STATION) -> None:
    page.evaluate(WAITING % station, kind)


def hurry(page) -> None:
    page.evaluate("dispatchEvent(new Event('online'))")


def leave(visitor, *, accept: bool = True) -> bool:
    """Sign out by the button of an ordinary page; whether it asked first."""
    asked: list[str] = []

    def answer(dialog) -> None:
        asked.append(dialog.message)
        dialog.accept() if accept else dialog.dismiss()

    visitor.open("/hasil/")
    visitor.page.on("dialog", answer)
    button = visitor.page.locator(".topline-who form[action$='/akun/logout/'] button")
    if accept:
        visitor.go(button)
    else:
        with visitor.page.expect_event("dialog"):
            button.click()
    visitor.page.remove_listener("dialog", answer)
    return bool(asked)


def open_form(visitor) -> None:
    visitor.open("about:blank")
    visitor.open(FORM)
    visitor.page.wait_for_selector("#content > *")
    visitor.page.wait_for_timeout(1500)


def typed(visitor) -> str | None:
    """What stands in the box of the first pair; None where no form is shown."""
    box = visitor.page.locator("#f-paslon1")
    return box.input_value() if box.count() else None


def begin(visitor, username: str) -> None:
    """Sign in, open the form and type a figure."""
    visitor.sign_in(username)
    open_form(visitor)
    visitor.page.fill("#f-paslon1", "777")
    kept = "siagaStore.all('drafts').then((all) => all.some((one) => one.values.paslon1 === '777'))"
    eventually(visitor.page, kept)


def test_who_signs_out_leaves_nothing_behind(visit, chief) -> None:  # noqa: F811
    phone = visit(width=360)
    begin(phone, "kpps")
    assert not leave(phone)
    open_form(phone)
    assert typed(phone) is None
    assert phone.page.locator("a[href^='/akun/login/']").count()
    assert phone.page.inner_text("#who") == ""
    phone.context.set_offline(True)
    open_form(phone)
    assert typed(phone) is None
    phone.context.set_offline(False)
    stores = "['drafts', 'items', 'work', 'meta'].map(siagaStore.all)"
    assert phone.page.evaluate(f"Promise.all({stores}).then((all) => all.flat().length)") == 0
    pages = """caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((kept) =>
      kept.matchAll())))).then((all) => Promise.all(all.flat().map((page) => page.text())))"""
    assert not any("kpps" in text for text in phone.page.evaluate(pages)), "what is kept names nobody"

    phone.sign_in("ptps")
    open_form(phone)
    assert typed(phone) == ""


def test_what_waits_of_one_person_is_sealed_for_the_next(visit, chief) -> None:  # noqa: F811
    phone = visit(width=360)
    begin(phone, "kpps")
    page = phone.page
    add(page, "entry", station="1872019999999")  # no such station: set aside, and so not received
    eventually(page, f"{STATES}.then((found) => found === 'entry refused')")
    assert leave(phone, accept=False), "it asks, and the person stays"
    open_form(phone)
    assert typed(phone) == "777"
    assert leave(phone)

    phone.sign_in("ptps")
    phone.open("about:blank")
    phone.open("/hasil/foto/")
    page.wait_for_selector("#sealed:not([hidden])")
    assert page.locator("#outbox li").count() == 0
    assert "1" in page.inner_text("#sealed")
    sound(phone)
    open_form(phone)
    assert typed(phone) == ""
    assert page.evaluate(STATES) == "entry refused", "neither sent nor gone"
    leave(phone)

    phone.sign_in("kpps")
    open_form(phone)
    assert typed(phone) == "777"
    assert page.locator("#outbox li.item-refused button").count() == 2
    assert page.locator("#sealed").is_hidden()


def test_a_session_that_ends_covers_the_form(visit, chief) -> None:  # noqa: F811
    phone = visit(width=360)
    begin(phone, "kpps")
    phone.context.clear_cookies()
    hurry(phone.page)
    phone.page.wait_for_selector("a[href^='/akun/login/']")
    assert typed(phone) is None
    phone.sign_in("komisioner")  # another account that may take photos here
    open_form(phone)
    assert typed(phone) != "777"


def test_a_role_without_forms_is_told_so(visit) -> None:
    phone = visit(width=360)
    phone.sign_in("admin")
    phone.open("/hasil/foto/")
    phone.page.wait_for_selector("#content .card a[href='/']")
    assert phone.page.locator("a[href^='/akun/login/']").count() == 0
    phone.faults[:] = [fault for fault in phone.faults if "403" not in fault]
    sound(phone)


@pytest.fixture
def phone(visit, chief):  # noqa: F811
    """A crew's phone whose server answers what a test says."""
    phone = visit(width=360)
    phone.context.add_init_script(NO_BACKGROUND)
    phone.sign_in("kpps")
    phone.page.wait_for_selector(".forms")
    eventually(phone.page, "siagaStore.who().then(Boolean)")
    return phone


def test_figures_go_before_photos_and_a_crowd_is_obeyed(phone) -> None:
    page = phone.page
    busy = [503, {"Retry-After": "60"}, {"detail": "ramai"}]
    page.evaluate(SERVER, {"photo": busy, "entry": [201, {}, {"code": "1111 2222 3333"}]})
    for kind in ("photo", "photo", "entry"):
        add(page, kind)
    hurry(page)
    eventually(page, "calls.length > 1")
    eventually(page, f"{STATES}.then((found) => found === 'entry received,photo waiting,photo waiting')")
    hurry(page)
    page.wait_for_timeout(1500)
    assert page.evaluate("calls") == ["entry", "photo"], "after one 503 no photo is sent before its time"


def test_what_is_refused_for_good_blocks_nothing(phone) -> None:
    page = phone.page
    enough = [409, {}, {"detail": "Sudah cukup foto."}]
    page.evaluate(SERVER, {"photo": enough, "entry": [201, {}, {"code": "1111 2222 3333"}]})
    for kind in ("photo", "entry", "photo"):
        add(page, kind)
    hurry(page)
    eventually(page, f"{STATES}.then((found) => found === 'entry received,photo refused,photo refused')")
    assert "Sudah cukup foto." in page.inner_text("#outbox")
    sound(phone)
    page.evaluate("self.said.photo = [201, {}, {page: 1, sentence: ''}]")
    page.locator("#outbox li.item-refused button").first.click()
    eventually(page, f"{STATES}.then((found) => found === 'entry received,photo received,photo refused')")
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("#outbox li.item-refused button").last.click()
    eventually(page, f"{STATES}.then((found) => found === 'entry received,photo received')")


@pytest.mark.parametrize("status", [400, 500])
def test_a_fault_that_stays_is_set_aside(phone, status: int) -> None:
    page = phone.page
    page.evaluate(SERVER, {"photo": [status, {}, {"detail": "rusak"}], "entry": [201, {}, {"code": "1"}]})
    add(page, "photo")
    hurried = f"(dispatchEvent(new Event('online')), {STATES}.then((found) => found === 'photo refused'))"
    eventually(page, hurried)
    assert page.evaluate("calls.length") == 5
    add(page, "entry")
    hurry(page)
    eventually(page, f"{STATES}.then((found) => found === 'entry received,photo refused')")


def test_what_has_not_left_is_seen_and_changed(phone) -> None:
    page = phone.page
    eventually(page, "navigator.serviceWorker.controller !== null")
    phone.context.set_offline(True)
    open_form(phone)
    page.fill("#f-paslon1", "12")
    page.click(".bar button")
    page.fill("#declared", "Kertas basah")
    page.click(".bar button")
    page.wait_for_selector(".forms")
    page.click(f".forms a[href='#{STATION}/governor']")
    page.wait_for_selector("dl.sent")
    assert "Kertas basah" in page.inner_text("#content")
    assert page.locator("#content input").count() == 0, "only to be looked at"
    sound(phone)


def test_a_form_that_is_open_is_not_begun_anew(phone) -> None:
    """Two things ask for the form at once, as where somebody taps while the page still loads: the one that
    comes last to its draft does not take the form out of the hands of who types already.
    """
    page = phone.page
    page.evaluate(SLOW_ONCE)
    page.evaluate(f"location.hash = '{STATION}/governor'")
    eventually(page, "late === 'waits'")
    page.evaluate("dispatchEvent(new Event('hashchange'))")
    page.fill("#f-paslon1", "777")
    page.evaluate("finish()")
    eventually(page, "late === 'done'")
    assert typed(phone) == "777"
    numbers = "siagaStore.all('drafts').then((all) => new Set(all.map((one) => one.submission)).size === 1)"
    eventually(page, numbers)


def test_a_reading_is_asked_for_until_there_is_an_answer(phone) -> None:
    page = phone.page
    page.evaluate(f"location.hash = '{STATION}/governor'")
    page.fill("#f-paslon1", "777")
    eventually(page, "siagaStore.all('drafts').then((all) => all.length === 1)")
    page.evaluate(ARRIVED)
    page.evaluate("location.hash = ''")
    page.wait_for_selector(".forms")
    page.evaluate(ANSWERS, [[0, {}], [503, {}], [502, {}], [409, {"detail": "Tidak terbaca."}]])
    page.evaluate(f"location.hash = '{STATION}/governor'")
    page.wait_for_selector("#read-state:has-text('Tidak terbaca.')")
    assert page.evaluate("asked") == 4
    assert typed(phone) == "777"


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_is_of_one_language_at_once(visit, language: str) -> None:
    """After a change of language the first page is wholly in it, though the phone kept the other one."""
    phone = visit(width=360, language="en-GB" if language == "id" else "id-ID")
    page = phone.page
    phone.open("/hasil/foto/")
    eventually(page, "navigator.serviceWorker.controller !== null")
    page.locator("form.language button").click()
    page.wait_for_selector(f"html[lang={language}]")
    words = page.evaluate("JSON.parse(document.getElementById('words').textContent).outbox")
    assert words == {"id": "Kotak keluar", "en": "Outbox"}[language]
    phone.faults[:] = [fault for fault in phone.faults if "401" not in fault]  # nobody is signed in
    sound(phone)
