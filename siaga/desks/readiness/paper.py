"""The situation as an official report of the sections A to E, in the Indonesian of government papers."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import Truncator, capfirst

from siaga.desks.meetings.models import Letterhead
from siaga.desks.offices.models import Institution
from siaga.desks.readiness.queries.coming import Due
from siaga.desks.readiness.queries.light import Light, Shade
from siaga.desks.readiness.queries.rhythm import Rhythm
from siaga.desks.readiness.queries.situation import Sitting, Situation
from siaga.engines import documents as engine
from siaga.engines.documents.words import long_date

UNSTATED = "tidak disebut"
BASES = (
    "Permendagri 9/2005 tentang pedoman pemilihan kepala daerah oleh pemerintah daerah (Desk Pilkada)",
    "Surat Mendagri 100.2.7/2944/SJ tanggal 5 Juni 2023",
)
SCOPE = (
    "Disusun dari catatan sistem: papan kesiapan, catatan rapat, tindak lanjut, hibah, dan kesiapan "
    "perangkat daerah. Hal yang dibatasi bagi peserta rapat tertentu tidak dimuat."
)


def report_paper(found: Situation, institution: Institution) -> engine.Report:
    """The report, still without the number it gets when it is issued. Call it with Indonesian active."""
    head = Letterhead.objects.filter(institution=institution).first()
    head = head or Letterhead(institution=institution, name=institution.name.upper())
    return engine.Report(
        letterhead=engine.Letterhead(
            superior=head.superior, name=head.name, address=head.address, contact=head.contact
        ),
        place=head.place,
        paper=engine.Paper(head.paper),
        day=found.day,
        title="LAPORAN SITUASI DESK PILKADA",
        about=f"ke-{found.number}: {found.election.name}",
        sections=(_introduction(found), _activities(found), _results(found), _advice(found), _closing()),
        signatory=engine.Signatory(title="Ketua Desk Pilkada"),
    )


def _introduction(found: Situation) -> engine.Section:
    zone = found.since.tzinfo
    since, until = found.since.astimezone(zone).date(), found.day
    return engine.Section(
        title="Pendahuluan",
        paragraphs=(
            f"Umum. Laporan ini memuat keadaan {found.election.name} dari {long_date(since)} sampai dengan "
            f"{long_date(until)}. {_rhythm(found.rhythm)}",
            "Maksud dan tujuan. Menyampaikan perkembangan, permasalahan dan langkah yang diperlukan kepada "
            "pimpinan daerah dan Pemerintah.",
            f"Ruang lingkup. {SCOPE}",
        ),
        points=tuple(f"Dasar: {basis}" for basis in BASES),
    )


def _rhythm(held: Rhythm | None) -> str:
    if held is None:
        return "Jadwal laporan belum ditetapkan."
    every = f"setiap {held.every} hari" if held.every > 1 else "setiap hari"
    usual = " Jadwal ini kebiasaan, tidak disebut dalam peraturan." if held.unsure else ""
    return f"Laporan disusun {every}.{usual}"


def _activities(found: Situation) -> engine.Section:
    done = tuple(f"{capfirst(change.act)}: {change.count}" for change in found.changes)
    tables = (_sittings(found.sittings),) if found.sittings else ()
    none = "Tidak ada rapat yang tercatat dilaksanakan dalam waktu ini."
    return engine.Section(
        title="Kegiatan yang dilaksanakan",
        paragraphs=() if found.sittings else (none,),
        points=done or ("Tidak ada perubahan yang tercatat.",),
        tables=tables,
    )


def _sittings(sittings: Iterable[Sitting]) -> engine.Table:
    rows = tuple(
        (
            long_date(s.day) if s.day else UNSTATED,
            s.title,
            f"{s.present} dari {s.invited}",
            ", ".join(s.absent) or "–",
        )
        for s in sittings
    )
    return engine.Table(title="Rapat", columns=("Hari", "Rapat", "Lembaga hadir", "Tidak hadir"), rows=rows)


def _results(found: Situation) -> engine.Section:
    lights = tuple(row for group in found.board.groups for row in map(_light, group.lights))
    tables = [engine.Table(title="Kesiapan", columns=("Bidang", "Keadaan", "Uraian"), rows=lights)]
    if found.overdue:
        tables.append(_due("Melewati tenggat", found.overdue))
    if found.coming:
        tables.append(_due("Jatuh tempo dalam tujuh hari", found.coming))
    more = found.overdue_count - len(found.overdue)
    paragraphs = (f"Selain yang tertera, {more} hal lain melewati tenggat.",) if more > 0 else ()
    return engine.Section(title="Hasil yang dicapai", paragraphs=paragraphs, tables=tuple(tables))


def _light(light: Light) -> tuple[str, str, str]:
    return str(light.title), light.shade.word, str(light.sentence)


def _due(title: str, found: Iterable[Due]) -> engine.Table:
    rows = tuple(
        (long_date(due.day), due.kind, Truncator(due.what).chars(160), due.owner or UNSTATED) for due in found
    )
    return engine.Table(title=title, columns=("Tenggat", "Jenis", "Hal", "Penanggung jawab"), rows=rows)


def _advice(found: Situation) -> engine.Section:
    """What follows from the lights and the days, and no opinion beyond."""
    counts = ", ".join(f"{n} {shade.word.lower()}" for shade, n in found.board.summary)
    act = tuple(str(light.title) for light in found.board.lights if light.shade == Shade.BAD)
    points = [f"Bidang yang perlu ditindak: {', '.join(act)}."] if act else []
    if found.overdue_count:
        points.append(
            f"{found.overdue_count} hal yang melewati tenggat agar diselesaikan penanggung jawabnya."
        )
    unowned = sum(1 for due in (*found.overdue, *found.coming) if not due.owner)
    if unowned:
        points.append(f"{unowned} hal belum mempunyai penanggung jawab dan perlu ditetapkan.")
    return engine.Section(
        title="Simpulan dan saran",
        paragraphs=(f"Keadaan pada papan kesiapan: {counts}.",),
        points=tuple(points) or ("Tidak ada hal yang melewati tenggat.",),
    )


def _closing() -> engine.Section:
    return engine.Section(title="Penutup", paragraphs=("Demikian laporan ini disampaikan.",))
