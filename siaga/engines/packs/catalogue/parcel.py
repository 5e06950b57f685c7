"""Faults of a pack that is sent as one archive or as several files, before any of them is read."""

from __future__ import annotations

from .kind import Kind

PARCEL = {
    "bad_archive": Kind(
        "the archive cannot be opened: {reason}",
        "arsip ini tidak dapat dibuka: {reason}",
        "Pack the folder again as an ordinary .zip, or send its files without an archive.",
        "Buat lagi arsip .zip biasa dari foldernya, atau kirim berkasnya tanpa arsip.",
    ),
    "encrypted": Kind(
        "the file in the archive is locked with a password",
        "berkas dalam arsip ini dikunci dengan kata sandi",
        "Pack the folder again without a password.",
        "Buat lagi arsipnya tanpa kata sandi.",
    ),
    "nested_archive": Kind(
        "the file is an archive inside the parcel",
        "berkas ini arsip di dalam kiriman",
        "Unpack it and send its files, or send it alone.",
        "Buka arsipnya lalu kirim berkas di dalamnya, atau kirim arsip itu sendirian.",
    ),
    "double_file": Kind(
        "two files are called {name}",
        "ada dua berkas bernama {name}",
        "Keep the one that is right and remove the other.",
        "Simpan yang benar dan hapus yang lain.",
    ),
    "bad_name": Kind(
        "no file of a pack has such a name",
        "tidak ada berkas paket yang bernama begini",
        "Remove it, or give it the name that docs/pack-format.md says.",
        "Hapus, atau beri nama seperti dalam docs/pack-format.md.",
    ),
    "in_subfolder": Kind(
        "the file lies in a folder of its own",
        "berkas ini ada di dalam subfolder",
        "Put every file of the pack into one folder.",
        "Letakkan semua berkas paket dalam satu folder.",
    ),
    "too_many_files": Kind(
        "there are {count} files, more than the {cap} allowed",
        "ada {count} berkas, melebihi batas {cap}",
        "Send only the files of one pack.",
        "Kirim berkas satu paket saja.",
    ),
    "parcel_too_large": Kind(
        "all files together have {size} bytes, more than the {cap} allowed",
        "semua berkas berjumlah {size} bita, melebihi batas {cap}",
        "Check that these are the right files; a pack holds one city.",
        "Periksa apakah berkasnya benar; satu paket memuat satu kota.",
    ),
    "squeezed": Kind(
        "the file unpacks to {ratio} times its size, more than the {cap} times allowed",
        "berkas ini mengembang menjadi {ratio} kali ukurannya, melebihi batas {cap} kali",
        "Send the file itself, without the archive, if it is right.",
        "Bila berkasnya benar, kirim berkas itu sendiri tanpa arsip.",
    ),
}
