"""Why a photograph cannot be read: codes, each with a sentence a crew can act on, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason in Indonesian (`id`) and English (`en`): what is wrong, then what to do."""

    id: str
    en: str


REASONS: dict[str, Reason] = {
    # The file, before a pixel of it is decoded.
    "file_empty": Reason(
        "Berkas foto kosong. Ambil foto lagi.",
        "The photo file is empty. Take the photo again.",
    ),
    "file_too_large": Reason(
        "Berkas foto lebih besar dari 25 MB. Turunkan ukuran foto pada kamera, lalu ambil lagi.",
        "The photo file is larger than 25 MB. Set the camera to smaller photos and take it again.",
    ),
    "file_heic": Reason(
        'Foto HEIC belum bisa dibaca. Atur kamera ke JPEG ("Paling Kompatibel"), lalu ambil lagi.',
        'HEIC photos cannot be read. Set the camera to JPEG ("Most Compatible") and take it again.',
    ),
    "file_not_a_photo": Reason(
        "Berkas ini bukan foto JPEG, PNG, atau WebP. Kirim foto dari kamera.",
        "This file is not a JPEG, PNG or WebP photo. Send a photo from the camera.",
    ),
    "file_mixed": Reason(
        "Berkas ini memuat isi lain selain foto, jadi tidak dibuka. Ambil foto lagi dengan kamera.",
        "This file carries more than a photo, so it is not opened. Take the photo again with the camera.",
    ),
    "file_broken": Reason(
        "Berkas foto rusak atau terpotong saat dikirim. Kirim ulang foto aslinya.",
        "The photo file is damaged or was cut short on its way. Send the original photo again.",
    ),
    "too_many_pixels": Reason(
        "Foto lebih dari 40 megapiksel. Turunkan resolusi kamera, lalu ambil lagi.",
        "The photo has more than 40 megapixels. Lower the camera's resolution and take it again.",
    ),
    "too_small": Reason(
        "Foto terlalu kecil untuk dibaca. Kirim foto asli, bukan gambar kecil atau tangkapan layar.",
        "The photo is too small to read. Send the original photo, not a thumbnail or a screenshot.",
    ),
    # The picture as a whole.
    "too_dark": Reason(
        "Foto terlalu gelap. Nyalakan lampu atau pindah ke tempat terang, lalu ambil lagi.",
        "The photo is too dark. Turn on a light or move to a bright place and take it again.",
    ),
    "too_bright": Reason(
        "Foto terlalu terang, garis formulir hilang. Hindari kilat atau sorot lampu, lalu ambil lagi.",
        "The photo is so bright that the lines are gone. Avoid flash or a spotlight and take it again.",
    ),
    "blurred": Reason(
        "Foto buram. Pegang ponsel dengan mantap, sentuh layar untuk fokus, lalu ambil lagi.",
        "The photo is blurred. Hold the phone still, tap the screen to focus, and take it again.",
    ),
    # The page in it.
    "no_tag": Reason(
        "Tanda kotak hitam-putih di kanan atas formulir tidak terlihat. "
        "Ratakan kertas, masukkan seluruh halaman ke dalam foto, lalu ambil lagi.",
        "The black and white tag at the top right of the form cannot be seen. "
        "Flatten the paper, get the whole page into the photo, and take it again.",
    ),
    "other_form": Reason(
        "Tanda di kanan atas bukan tanda formulir ini. Periksa formulir yang difoto.",
        "The tag at the top right is not one of this form. Check which form is in the photo.",
    ),
    "top_left_missing": Reason(
        "Sudut kiri atas halaman tidak masuk foto. Mundur sedikit, lalu ambil lagi.",
        "The top left corner of the page is missing. Step back a little and take it again.",
    ),
    "top_right_missing": Reason(
        "Sudut kanan atas halaman tidak masuk foto. Mundur sedikit, lalu ambil lagi.",
        "The top right corner of the page is missing. Step back a little and take it again.",
    ),
    "bottom_right_missing": Reason(
        "Sudut kanan bawah halaman tidak masuk foto. Mundur sedikit, lalu ambil lagi.",
        "The bottom right corner of the page is missing. Step back a little and take it again.",
    ),
    "bottom_left_missing": Reason(
        "Sudut kiri bawah halaman tidak masuk foto. Mundur sedikit, lalu ambil lagi.",
        "The bottom left corner of the page is missing. Step back a little and take it again.",
    ),
    "bottom_missing": Reason(
        "Bagian bawah halaman tidak masuk foto. Mundur sedikit, lalu ambil lagi.",
        "The bottom of the page is missing. Step back a little and take it again.",
    ),
    "top_missing": Reason(
        "Bagian atas halaman tidak masuk foto. Mundur sedikit, lalu ambil lagi.",
        "The top of the page is missing. Step back a little and take it again.",
    ),
    "left_missing": Reason(
        "Sisi kiri halaman tidak masuk foto. Mundur sedikit, lalu ambil lagi.",
        "The left side of the page is missing. Step back a little and take it again.",
    ),
    "right_missing": Reason(
        "Sisi kanan halaman tidak masuk foto. Mundur sedikit, lalu ambil lagi.",
        "The right side of the page is missing. Step back a little and take it again.",
    ),
    "boxes_covered": Reason(
        "Sebagian kotak angka tertutup atau tidak terlihat. "
        "Singkirkan yang menutupi, ratakan kertas, lalu ambil lagi.",
        "Some digit boxes are covered or cannot be seen. "
        "Clear what lies on them, flatten the paper, and take it again.",
    ),
    "not_verified": Reason(
        "Garis formulir tidak dapat dicocokkan dengan pasti. "
        "Ratakan kertas, foto tegak lurus dari atas, lalu ambil lagi.",
        "The lines of the form cannot be matched with certainty. "
        "Flatten the paper, photograph it straight from above, and take it again.",
    ),
    # The page among the other photos of its form.
    "page_twice": Reason(
        "Halaman ini sudah ada pada foto lain yang lebih jelas; foto ini tidak dipakai.",
        "This page is already in another, clearer photo; this one is not used.",
    ),
}


def sentence(code: str, language: str = "id") -> str:
    """The sentence of a reason in Indonesian ("id") or English ("en"). Raises KeyError for no known code."""
    reason = REASONS[code]
    return reason.en if language == "en" else reason.id
