"""The page that lies on top of a publication, for whoever opens the folder without knowing what it is."""

from __future__ import annotations

from siaga.engines.publication.model import Edition

_SAMPLE = """\
DATA CONTOH. Publikasi ini memuat angka buatan untuk peragaan, bukan hasil sebenarnya.
SAMPLE DATA. This publication holds figures made up for demonstration, not real results.

"""

_TEXT = """\
{name} - publikasi nomor {number}, {at}
Diterbitkan oleh / issued by: {issuer}

Bukan hasil resmi. Hasil resmi adalah berita acara dan sertifikat di atas kertas, berjenjang. Berkas ini
memuat angka yang sudah diperiksa dua orang; baris yang ditahan, menunggu, atau belum masuk terdaftar tanpa
angka.

Not the official result: that is the paper, level by level. These files hold figures that two people have
checked; rows that are held, wait or are missing are listed without figures.

Cara memeriksa / how to check (tanpa basis data, tanpa internet / no database, no network):

    siaga verify FOLDER_ATAU_ZIP --key KUNCI
    siaga verify FOLDER_ATAU_ZIP --since FOLDER_ATAU_ZIP_LAMA
    siaga verify FOLDER_OR_ZIP --key KEY --lang en

Isi terbitan ini:

manifest.json    setiap berkas dengan ukuran dan SHA-256; sidik berkas ini adalah sidik terbitan
manifest.note    tanda tangan atas sidik itu (C2SP signed-note, Ed25519)
key.txt          kunci publik. Bandingkan dengan yang diumumkan di tempat lain: pemalsu dapat menyertakan
                 kuncinya sendiri.
regions.csv      wilayah di atas TPS: kode, tingkat, nama, dan wilayah di atasnya
rows/            satu baris untuk setiap TPS: CSV dan Parquet
recap/           jumlah setiap wilayah: CSV dan Parquet
versions/        angka seperti tertulis di formulir dan seperti dibetulkan, dengan tingkat dan alasannya
steps/           apa yang dilakukan pada setiap baris, berurutan, dengan alasannya
photos.csv       SHA-256 foto formulir
kpu/             hal yang sama dalam bentuk umpan publik KPU: hhcw TPS, rekap/hhcw wilayah
nist/            hal yang sama sebagai hasil pemilihan NIST SP 1500-100
trail.note       titik periksa bertanda tangan dari jejak ruang pemilihan pada saat itu

What is in this publication:

manifest.json    every file with size and SHA-256; the digest of this file is the digest of the publication
manifest.note    the signature of that digest (C2SP signed-note, Ed25519)
key.txt          the public key. Compare it with the one published elsewhere: a forger could enclose his own.
regions.csv      the regions above the stations: code, level, name, the one above
rows/            one line per polling station: CSV and Parquet
recap/           totals of every region: CSV and Parquet
versions/        figures as written on the form and as corrected, with level and reason
steps/           what was done to each row, in order, with the reason
photos.csv       SHA-256 of the photographed forms
kpu/             the same in the shape of KPU's public feed: hhcw stations, rekap/hhcw regions
nist/            the same as NIST SP 1500-100 election results
trail.note       the signed checkpoint of the room's trail at that moment
"""


def readme(edition: Edition) -> str:
    """The text in both languages, with the mark of sample data where it belongs."""
    text = _TEXT.format(
        name=edition.election.name, number=edition.number, at=edition.at, issuer=edition.issuer
    )
    return (_SAMPLE if edition.sample else "") + text
