"""The trail: bundles, checkpoints, proofs and signatures."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "JSON, but not in its canonical form": "JSON, tetapi tidak dalam bentuk bakunya",
    "a key name may hold neither a space nor a plus: {}": "nama kunci tidak boleh memuat spasi atau plus: {}",
    "a signature line is malformed": "satu baris tanda tangan salah bentuk",
    "a tree of {} leaves did not grow from one of {}": (
        "pohon dengan {} daun tidak tumbuh dari pohon dengan {}"
    ),
    "a tree of {} leaves has no leaf {}": "pohon dengan {} daun tidak punya daun {}",
    "an entry from {} to {} was altered together with its leaf hash: the signed root of {} entries does"
    " not fit": (
        "satu entri dari {} sampai {} diubah bersama sidik daunnya: akar {} entri yang ditandatangani "
        "tidak cocok"
    ),
    "and {} more entries after these": "dan {} entri lagi sesudahnya",
    "entry {}: altered since the older bundle": "entri {}: diubah sejak bundel yang lama",
    "entry {}: missing; {} entries were signed and {} are here": (
        "entri {}: hilang; {} entri ditandatangani dan {} ada di sini"
    ),
    "entry {}: no checkpoint covers it and those after it; {} entries were signed": (
        "entri {}: tidak dicakup titik periksa mana pun, begitu pula sesudahnya; {} entri ditandatangani"
    ),
    "entry {}: not in the log of {} entries with this hash and path": (
        "entri {}: tidak ada di log dengan {} entri menurut sidik dan jalur ini"
    ),
    "entry {}: removed; the older state had {} entries and {} are left": (
        "entri {}: dihapus; keadaan lama punya {} entri dan tersisa {}"
    ),
    "entry {}: the text was altered": "entri {}: teksnya diubah",
    "entry {}: {}": "entri {}: {}",
    "the leaf hash was altered; the entry itself is genuine": "sidik daunnya diubah; entrinya sendiri asli",
    "the entry was altered or removed; its leaf hash is genuine": (
        "entrinya diubah atau dihapus; sidik daunnya asli"
    ),
    "text and leaf hash differ, and no checkpoint follows to tell which was altered": (
        "teks dan sidik daun berbeda, dan tidak ada titik periksa sesudahnya yang menunjukkan mana yang "
        "diubah"
    ),
    "text and leaf hash differ, and neither leads to the next signed root": (
        "teks dan sidik daun berbeda, dan tidak satu pun menuju akar bertanda tangan berikutnya"
    ),
    "history was rewritten: the first {} entries are not those that were signed before": (
        "sejarah ditulis ulang: {} entri pertama bukan yang dahulu ditandatangani"
    ),
    "no empty line between text and signatures": "tidak ada baris kosong antara teks dan tanda tangan",
    "no signature by {}+{}": "tidak ada tanda tangan oleh {}+{}",
    "not JSON: {}": "bukan JSON: {}",
    "not a signed note: no empty line between text and signatures": (
        "bukan catatan bertanda tangan: tidak ada baris kosong antara teks dan tanda tangan"
    ),
    "not base64": "bukan base64",
    "not base64 in its one proper form": "bukan base64 dalam satu-satunya bentuk bakunya",
    "text is not Unicode: a lone surrogate at character {}": (
        "teks bukan Unicode: surogat tunggal pada huruf {}"
    ),
    "the checkpoint is not in its proper form": "titik periksa tidak dalam bentuk bakunya",
    "the checkpoint is of {}, not of {}": "titik periksa ini milik {}, bukan {}",
    "the checkpoint was altered or is of another log: {}": "titik periksa diubah atau milik log lain: {}",
    "the checkpoint was altered: {}": "titik periksa diubah: {}",
    "the file holds the checkpoint of size {}": "berkas ini memuat titik periksa berukuran {}",
    "the key does not fit its own number {}": "kunci tidak cocok dengan nomornya sendiri {}",
    "the key is not in its proper form": "kunci tidak dalam bentuk bakunya",
    "the log is signed with another key: {}": "log ditandatangani dengan kunci lain: {}",
    "the log of {} entries does not begin with the log of {}": (
        "log dengan {} entri tidak berawal dengan log dengan {} entri"
    ),
    "the proof has too few hashes": "bukti ini kekurangan sidik",
    "the proof has too many hashes": "bukti ini kelebihan sidik",
    "the proof is empty": "bukti ini kosong",
    "the proof was altered: {}": "bukti ini diubah: {}",
    "the public key was altered: {}": "kunci publik diubah: {}",
    "the signature by {} does not fit the text": "tanda tangan {} tidak cocok dengan teksnya",
    "the text is not a checkpoint: origin, size and root, a line each": (
        "teks ini bukan titik periksa: asal, ukuran, dan akar, masing-masing satu baris"
    ),
    "the text is not an Ed25519 public key: name+number+base64": (
        "teks ini bukan kunci publik Ed25519: nama+nomor+base64"
    ),
    "the text of a note ends with a newline and has no empty line": (
        "teks catatan berakhir dengan baris baru dan tidak punya baris kosong"
    ),
    "{} bytes of frontier do not fit a tree of {} leaves": "{} bita tepi tidak cocok dengan pohon {} daun",
    "{} is not complete in a tree of {} leaves": "{} tidak lengkap dalam pohon {} daun",
    "{}: a well-formed checkpoint of {} entries, root {}, but without the public key nobody's signature"
    " can be trusted; give the published one with --key KEY": (
        "{}: titik periksa yang bentuknya benar, {} entri, akar {}, tetapi tanpa kunci publik tanda "
        "tangan siapa pun tidak dapat dipercaya; berikan kunci yang diumumkan dengan --key KEY"
    ),
    "{}: every key must be text": "{}: setiap kunci harus teks",
    "{}: neither a trail bundle (a folder) nor a checkpoint (.note) nor a proof (JSON)": (
        "{}: bukan bundel jejak (folder), bukan titik periksa (.note), dan bukan bukti (JSON)"
    ),
    "{}: not a trail bundle, {} is missing": "{}: bukan bundel jejak, {} tidak ada",
    "{}; nor is it a publication (a folder with manifest.json, or a .zip)": (
        "{}; juga bukan terbitan (folder berisi manifest.json, atau .zip)"
    ),
    "{}: not a private key in PEM form without a password": "{}: bukan kunci privat PEM tanpa kata sandi",
    "{}: not a signed checkpoint: {}": "{}: bukan titik periksa bertanda tangan: {}",
    "{}: not an Ed25519 key": "{}: bukan kunci Ed25519",
    "{}: others may read the signing key; run: chmod 600 {}": (
        "{}: orang lain dapat membaca kunci penanda tangan; jalankan: chmod 600 {}"
    ),
    "{}: the bundle has no checkpoint, so nothing in it is signed": (
        "{}: bundel ini tidak punya titik periksa, jadi tidak ada yang ditandatangani"
    ),
    "{}: the older bundle is damaged itself: {}": "{}: bundel yang lama sendiri rusak: {}",
    "{}: the older bundle is damaged itself: {} does not lead to its root": (
        "{}: bundel yang lama sendiri rusak: {} tidak menuju akarnya"
    ),
    "{}: the signing key is not there": "{}: kunci penanda tangan tidak ada",
    "{}: {} has no canonical form; use text, whole numbers or null": (
        "{}: {} tidak punya bentuk baku; pakai teks, bilangan bulat, atau null"
    ),
    "{}: {} is beyond ±(2^53 - 1)": "{}: {} di luar ±(2^53 - 1)",
}
