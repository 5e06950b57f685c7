"""A paper of every kind with every field filled, for trying a template. City and people are made up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from types import MappingProxyType
from typing import Any

from siaga.engines.documents.model import (
    AttendanceList,
    Attendee,
    Circular,
    Contribution,
    Document,
    Event,
    FollowUp,
    Invitation,
    Letter,
    Letterhead,
    MinutesDocument,
    Moment,
    Passage,
    PressBrief,
    Report,
    Section,
    Sentence,
    Signatory,
    Table,
    Trace,
)

_SHEET: Mapping[str, Any] = MappingProxyType(
    {
        "letterhead": Letterhead(
            superior="PEMERINTAH KOTA CONTOH",
            name="BADAN KESATUAN BANGSA DAN POLITIK",
            address="Jalan Contoh Nomor 1, Kota Contoh",
            contact="Laman contoh.example",
        ),
        "place": "Contoh",
        "day": date(2024, 10, 21),
        "link": "https://contoh.example/dokumen/1/",
        "digest": "0123456789abcdef" * 4,
    }
)
_SIGNATORY = Signatory(
    title="Plt Kepala Badan Kesatuan Bangsa dan Politik",
    name="Nama Pejabat",
    nip="19700101 199001 1 001",
    on_behalf_of="Wali Kota Contoh",
)
_EVENT = Event(
    title="Rapat koordinasi persiapan pemungutan suara",
    moment=Moment(day=date(2024, 10, 24), starts=time(9), ends=time(11, 30), zone="WIB"),
    venue="Aula Balai Kota Contoh",
    agenda=("Kesiapan logistik", "Pengamanan TPS", "Tindak lanjut rapat sebelumnya"),
    chair="Penjabat Sekretaris Daerah",
    moderator="Kepala Bagian Pemerintahan",
    basis="Undang-Undang Nomor 10 Tahun 2016",
)
_ATTENDEES = (
    Attendee(institution="KPU Kota Contoh", office="Ketua", name="Nama Ketua", presence="Hadir"),
    Attendee(institution="Bawaslu Kota Contoh", office="Ketua", presence="Diwakili: Nama Wakil"),
    Attendee(institution="Polres Contoh"),
)
_SECTIONS = (
    Section(
        title="Pendahuluan",
        paragraphs=("Laporan ini memuat keadaan sampai hari ini.",),
        points=("Maksud dan tujuan", "Ruang lingkup"),
    ),
    Section(
        title="Hasil yang dicapai",
        tables=(
            Table(
                title="TPS per kecamatan",
                columns=("Kecamatan", "TPS"),
                rows=(("Contoh Timur", "61"), ("Contoh Barat", "1.204")),
                numeric=(1,),
            ),
        ),
    ),
)
_COPIES = ("Wali Kota Contoh (sebagai laporan)", "Arsip")
_TRACE = Trace(noun="statement", key="1", label="Pernyataan 1", link="https://contoh.example/rapat/1/#p1")
_LETTER: Mapping[str, Any] = {
    "addressees": ("Ketua KPU Kota Contoh", "Ketua Bawaslu Kota Contoh"),
    "addressee_place": "Contoh",
    "closing": "Demikian, atas perhatian Saudara disampaikan terima kasih.",
    "signatory": _SIGNATORY,
    "copies": _COPIES,
}


def sample(kind: str) -> Document:
    """The sample paper of a kind; KeyError for a kind there is none of."""
    papers: dict[str, Document] = {document.kind: document for document in _samples()}
    return papers[kind]


def _samples() -> tuple[Document, ...]:
    return (*_letters(), *_meeting_papers(), *_reports())


def _letters() -> tuple[Document, ...]:
    return (
        Letter(
            **_SHEET,
            **_LETTER,
            number="200.2/012/B.4/X/2024",
            attachments="1 (satu) berkas",
            subject="Permintaan data",
            paragraphs=("Menindaklanjuti rapat koordinasi, kami mohon data TPS.", "Data dikirim pekan ini."),
        ),
        Invitation(
            **_SHEET,
            **_LETTER,
            number="005/011/B.4/X/2024",
            attachments="1 (satu) lembar",
            opening="Sehubungan dengan persiapan pemungutan suara, kami mengundang Saudara hadir pada:",
            event=_EVENT,
            notes=("Tidak dapat diwakilkan.",),
            invited=_ATTENDEES,
        ),
    )


def _meeting_papers() -> tuple[Document, ...]:
    return (
        AttendanceList(**_SHEET, event=_EVENT, attendees=_ATTENDEES, blank=3, signatory=_SIGNATORY),
        MinutesDocument(
            **_SHEET,
            number="005/013/B.4/X/2024",
            event=_EVENT,
            invitation_number="005/011/B.4/X/2024",
            note_taker="Nama Pencatat",
            attendees=_ATTENDEES,
            opening="Rapat dibuka oleh pimpinan rapat.",
            contributions=(
                Contribution(
                    speaker="KPU Kota Contoh", text="Logistik telah tiba.", figures=("Kotak suara: 244",)
                ),
            ),
            conclusions=("Distribusi dimulai H-1.",),
            follow_ups=(FollowUp(what="Memeriksa gudang", who="KPU Kota Contoh", due="28 Oktober 2024"),),
            closing="Rapat ditutup.",
            version="Notulen versi 1",
            chair_signs=_SIGNATORY,
            note_taker_signs=Signatory(title="Analis Kebijakan", name="Nama Pencatat"),
        ),
    )


def _reports() -> tuple[Document, ...]:
    return (
        Report(
            **_SHEET,
            number="200.2/014/B.4/X/2024",
            about="Situasi persiapan pemilihan",
            sections=_SECTIONS,
            signatory=_SIGNATORY,
            copies=_COPIES,
        ),
        Circular(
            **_SHEET, **_LETTER, number="200.2/015/B.4/X/2024", about="Netralitas ASN", sections=_SECTIONS
        ),
        PressBrief(
            **_SHEET,
            title="Rapat koordinasi persiapan pemungutan suara",
            passages=(
                Passage(
                    title="Rapat",
                    sentences=(Sentence(text="Rapat berlangsung hari Kamis.", traces=(_TRACE,)),),
                ),
            ),
        ),
    )
