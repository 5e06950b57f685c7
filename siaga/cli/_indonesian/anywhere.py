"""What every verb may say of files and figures."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "{}: no such file or folder": "{}: berkas atau folder itu tidak ada",
    "{}: the folder is not empty; choose a new one": "{}: folder ini tidak kosong; pilih folder baru",
    "{}: already there; choose a new folder or file": "{}: sudah ada; pilih folder atau berkas baru",
    "missing": "tidak ada",
    "byte {} is not UTF-8": "bita {} bukan UTF-8",
    "byte {} is not UTF-8 text": "bita {} bukan teks UTF-8",
    "larger than {} KB": "lebih besar dari {} KB",
    "larger than {} MB": "lebih besar dari {} MB",
    "cannot be read: {}": "tidak dapat dibaca: {}",
    "a station is there twice": "satu TPS tercantum dua kali",
    "{} is not a whole number": "{} bukan bilangan bulat",
    "{} is negative, a figure is not": "{} negatif, angka tidak boleh negatif",
    "{} has too many digits for a figure": "{} terlalu panjang untuk sebuah angka",
}
