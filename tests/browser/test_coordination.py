"""A decision becomes a thing done, by clicking alone: a meeting is planned, guests check in at its door, two
hands write the minutes, both sign, an action is shown on a phone, confirmed by another institution and gone
from the next agenda; then the public reads what is public.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from tests.browser.room import Person, day

POLICE = "Kepolisian Resor Metro"
ORDER = "Satuan Polisi Pamong Praja Kota Metro"
HEALTH = "Dinas Kesehatan Kota Metro"
CONVENER = "Badan Kesatuan Bangsa dan Politik Kota Metro"
CITY = "Pemerintah Kota Metro"
OPENLY = "Polres menyiagakan 320 personel pada hari pemungutan suara."
SECRET = "Dua titik rawan sengketa dijaga diam-diam sejak malam minggu tenang."
HELD = "Alat peraga yang masih terpasang ditertibkan sebelum masa tenang."
DONE = "Menertibkan alat peraga di lima kecamatan"
LEFT = "Menyiapkan ambulans di setiap kecamatan"


@dataclass
class Table:
    """The people of one meeting, on screens of one width and in one language, and where the meeting is."""

    browser: object
    site: object
    width: int
    language: str
    at: dict[str, Person] = field(default_factory=dict)
    meeting: str = ""

    @property
    def name(self) -> str:
        return f"Rapat pengamanan {self.width} {self.language}"

    def __getitem__(self, username: str) -> Person:
        """Who has an account is signed in when they are first needed; "" is a visitor."""
        if username not in self.at:
            self.at[username] = self.another(username)
        return self.at[username]

    def another(self, username: str) -> Person:
        return Person(self.browser, self.site, username, width=self.width, language=self.language)


@pytest.fixture(params=[(1280, "id"), (360, "en"), (360, "id"), (1280, "en")], ids="{0[0]}-{0[1]}".format)
def table(request, browser, site):
    table = Table(browser, site, *request.param)
    yield table
    for person in table.at.values():
        person.close()


@pytest.mark.slow
def test_a_decision_becomes_a_thing_done(table: Table) -> None:
    plan_and_invite(table)
    check_in_at_the_door(table)
    take_attendance_and_open(table)
    write_the_record(table)
    write_with_two_hands(table)
    leave_two_actions(table)
    sign_twice(table)
    show_evidence(table)
    refuse_the_owners_own_word(table)
    confirm(table)
    meet_again(table)
    publish(table)
    issue_the_brief(table)
    read_as_the_public(table)


def plan_and_invite(table: Table) -> None:
    """A series is begun, its first meeting planned for today, four institutions are asked."""
    secretary = table["sekretariat"]
    secretary.desk("/rapat/")
    secretary.follow("Begin a series")
    about = {"kind": "forum", "convener": CONVENER, "region": "Kota Metro", "visibility": "public"}
    secretary.press("Save", name=table.name, **about)
    secretary.follow("Plan the next meeting")
    chair = f"Wali Kota Metro · {CITY}"
    secretary.press("Plan", day=day(), starts="09:00", venue="Aula Pemkot", chair=chair, title=table.name)
    table.meeting = secretary.page.url
    secretary.follow("Invite")
    for institution in (POLICE, ORDER, HEALTH, CITY):
        secretary.page.locator("fieldset").first.get_by_label(institution, exact=True).check()
    secretary.press("Invite")
    assert HEALTH in secretary.page.inner_text("section[aria-labelledby=daftar-hadir]")


def check_in_at_the_door(table: Table) -> None:
    """The picture on the door leads to sign in, and from there to the one tap; a second look offers none."""
    secretary, chief = table["sekretariat"], table.another("")
    table.at["kapolres"] = chief
    secretary.follow("Door sign")
    address = secretary.read_code()
    assert address == secretary.page.inner_text(".door-link")
    chief.see(address)
    assert "/login" in chief.page.url
    chief.page.fill("input[name=login]", "kapolres")
    chief.page.fill("input[name=password]", chief.site.accounts["kapolres"])
    with chief.page.expect_navigation():
        chief.page.locator("main form button:not([type=button])").first.click()
    assert chief.page.url == address, "after signing in one stands at the door again"
    chief.choose_language()
    chief.press("I am here")
    assert chief.words("You are checked in.") in chief.text
    chief.see(address)
    assert chief.page.get_by_role("button", name=chief.words("I am here")).count() == 0


def take_attendance_and_open(table: Table) -> None:
    """The others as they signed on paper; the health office sent word why it cannot come."""
    secretary = table["sekretariat"]
    secretary.follow("Attendance list")
    lines = {
        name: secretary.page.locator("fieldset", has_text=name) for name in (POLICE, ORDER, HEALTH, CITY)
    }
    presence = "select[name$=presence]"
    assert lines[POLICE].locator(presence).input_value() == "present", "the door has written it already"
    for name in (ORDER, CITY):
        lines[name].locator(presence).select_option("present")
    lines[HEALTH].locator(presence).select_option("excused")
    lines[HEALTH].locator("input[name$=reason]").fill("Penanganan demam berdarah")
    secretary.press("Save the list")
    secretary.see(table.meeting)
    assert "Penanganan demam berdarah" in secretary.text
    secretary.follow("Open the meeting")
    secretary.press("Open the meeting")


def presence(secretary: Person, institution: str):
    """The choice of presence in the line of an institution."""
    return secretary.page.locator("fieldset", has_text=institution).locator("select[name$=presence]")


def write_the_record(table: Table) -> None:
    """A statement for everyone, one for those at the table only, and what was concluded."""
    secretary = table["sekretariat"]
    secretary.follow("Write the minutes")
    for text, visibility in ((OPENLY, "public"), (SECRET, "restricted")):
        form = unfolded(secretary, "pernyataan")
        about = {"institution": POLICE, "text": text, "visibility": visibility}
        secretary.fill(form, **{f"pernyataan-{name}": value for name, value in about.items()})
        secretary.submit(form)
    form = unfolded(secretary, "kesimpulan")
    secretary.fill(form, **{"kesimpulan-text": HELD, "kesimpulan-visibility": "public"})
    secretary.submit(form)


def unfolded(person: Person, draft: str):
    """The form for a new row of the record, unfolded."""
    person.page.locator("details", has=person.page.locator(f"form[data-draft={draft}]")).locator(
        "summary"
    ).click()
    return person.page.locator(f"form[data-draft={draft}]")


def write_with_two_hands(table: Table) -> None:
    """Two write into the opening words at the same time, upon the same version: both sentences stay."""
    first, second = table["sekretariat"], table.another("sekretariat")
    second.see(first.page.url.partition("#")[0])
    for hand, sentence in ((first, "Wali Kota membuka rapat."), (second, "Hadir pula unsur TNI.")):
        hand.page.locator("[data-passage^=opening] textarea").fill(sentence)
    for hand in (first, second):
        hand.page.wait_for_function("() => !Object.keys(localStorage).some(k => k.includes('opening'))")
    for hand in (second, first):
        hand.page.reload()
        written = hand.page.locator("[data-passage^=opening] textarea").input_value()
        assert "Wali Kota membuka rapat." in written
        assert "Hadir pula unsur TNI." in written
        hand.sound()
    second.close()


def leave_two_actions(table: Table) -> None:
    """One will be done, one stays open."""
    secretary = table["sekretariat"]
    for title, owner, conclusion in ((DONE, ORDER, f"1. {HELD}"), (LEFT, HEALTH, "")):
        secretary.see(table.meeting)
        secretary.follow("New action")
        about = {"owner": owner, "due": day(7), "visibility": "public", "conclusion": conclusion}
        secretary.press("Make the action", title=of(table, title), **about)


def of(table: Table, title: str) -> str:
    """A title that no other run of this story has."""
    return f"{title} ({table.width} {table.language})"


def sign_twice(table: Table) -> None:
    """The note-taker signs, then the chair's institution; with that the minutes are closed."""
    secretary, chair = table["sekretariat"], table["forkopimda"]
    secretary.see(table.meeting)
    secretary.follow("Lay the minutes before the signers")
    secretary.press("Lay the minutes before the signers")
    secretary.follow("Sign as note-taker")
    secretary.submit(secretary.page.locator("form", has=secretary.page.locator("[value=note_taker]")))
    chair.desk("/rapat/")
    chair.follow_title(table.name)
    chair.follow("Sign as chair")
    chair.submit(chair.page.locator("form", has=chair.page.locator("[value=chair]")))
    assert chair.page.locator(".signatures li").count() == 2
    secretary.see(table.meeting)
    assert secretary.words("Reopen the minutes") in secretary.text


def show_evidence(table: Table) -> None:
    """The owner finds the action among their own and shows words and a photo."""
    owner = table["satpolpp"]
    owner.desk("/tindak-lanjut/milik-saya/")
    owner.follow("Show evidence", of(table, DONE))
    photo = owner.photograph()
    picture = {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": photo}
    owner.page.set_input_files("input[name=photo]", picture)
    owner.press("Send", text="142 alat peraga diturunkan di lima kecamatan.", done_on=day())
    kept = owner.save(owner.page.locator(".shown a[href$='/berkas/']"))
    assert kept.read_bytes() == photo


def refuse_the_owners_own_word(table: Table) -> None:
    """Nobody closes their own work: no button leads there, and the page itself refuses."""
    owner = table["satpolpp"]
    judge = f"{owner.page.url}periksa/"
    assert owner.page.locator(f"a[href='{judge.removeprefix(owner.site.url)}']").count() == 0
    owner.see(judge, status=403)
    assert owner.page.locator("main form").count() == 0


def confirm(table: Table) -> None:
    """An officer of the police, who had no part in it, looks and confirms."""
    chief = table["kapolres"]
    chief.desk("/tindak-lanjut/milik-saya/")
    chief.follow("Look and confirm", of(table, DONE))
    assert "142 alat peraga" in chief.text
    chief.page.check("input[name=outcome][value=confirmed]")
    chief.press("Give your word")
    assert chief.page.locator(".verdict .light-good").count() == 1


def meet_again(table: Table) -> None:
    """The next meeting of the series has what was left open on its agenda, and not what is done."""
    secretary = table["sekretariat"]
    secretary.see(table.meeting)
    secretary.follow_title(table.name)
    secretary.follow("Plan the next meeting")
    secretary.press("Plan", day=day(7), title=f"{table.name}, kedua")
    agenda = secretary.page.inner_text("section[aria-labelledby=agenda]")
    assert LEFT in agenda
    assert DONE not in agenda


def publish(table: Table) -> None:
    """After a look at what the public will see."""
    secretary = table["sekretariat"]
    secretary.see(table.meeting)
    secretary.follow("Publish")
    assert OPENLY in secretary.text
    assert SECRET not in secretary.text
    secretary.press("Publish")


def issue_the_brief(table: Table) -> None:
    """The press brief, from the record alone: made, issued, and opened as Word and as PDF."""
    secretary = table["sekretariat"]
    secretary.see(table.meeting)
    secretary.follow("New document")
    secretary.follow("Press brief")
    secretary.press("Make the draft")
    secretary.press("Number and issue")
    word, pdf = (secretary.save(secretary.page.locator(f"a[href$='.{f}']")) for f in ("docx", "pdf"))
    in_word = " ".join(p.text for p in Document(BytesIO(word.read_bytes())).paragraphs)
    in_pdf = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf.read_bytes())).pages)
    for text in (in_word, in_pdf):
        assert "320 personel" in text
        assert "rawan sengketa" not in text


def read_as_the_public(table: Table) -> None:
    """Without an account: the meeting, its public statement, its actions; not a restricted word."""
    visitor = table[""]
    visitor.see("/")
    visitor.desk("/rapat/")
    visitor.follow_title(table.name)
    assert visitor.page.url == table.meeting
    assert OPENLY in visitor.text
    assert "rawan sengketa" not in visitor.page.content()
    assert "demam berdarah" not in visitor.page.content(), "why somebody did not come is not for the public"
    visitor.follow_title(DONE)
    assert "142 alat peraga" not in visitor.page.content(), "evidence is never public"
