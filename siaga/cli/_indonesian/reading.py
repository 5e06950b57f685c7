"""Reading photographed forms, and printing them."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "{}: no photographs in it (JPEG, PNG or WebP)": "{}: tidak ada foto di dalamnya (JPEG, PNG, atau WebP)",
    "{}: not a photograph; JPEG, PNG or WebP is read": "{}: bukan foto; yang dibaca JPEG, PNG, atau WebP",
    "layout {}: {}": "tata letak {}: {}",
    "no layout {}; there are: {}": "tidak ada tata letak {}; yang ada: {}",
    "the layout has no {} where one is needed": "tata letak tidak punya {} di tempat yang memerlukannya",
    "the layout is not YAML: {}": "tata letak bukan YAML: {}",
    "the layout is not well formed: {}": "tata letak salah bentuk: {}",
    "a ballot of {} to {} ascending numbers is needed, not {}": (
        "diperlukan surat suara dengan {} sampai {} nomor berurutan naik, bukan {}"
    ),
    "no form for {}; there are: {}": "tidak ada formulir untuk {}; yang ada: {}",
    "no form to print": "tidak ada formulir untuk dicetak",
    "no tag {} in family 36h10": "tidak ada tanda {} dalam keluarga 36h10",
    "--resume goes on with a file of results: name it with --out": (
        "--resume melanjutkan sebuah berkas hasil: sebutkan dengan --out"
    ),
    "{}: an earlier run left {} forms here; go on with --resume, or name another file with --out": (
        "{}: pembacaan sebelumnya meninggalkan {} formulir di sini; lanjutkan dengan --resume, atau "
        "sebutkan berkas lain dengan --out"
    ),
    "{}: no contest {}; there are: {}": "{}: tidak ada pemilihan {}; yang ada: {}",
    "{}: no station {}": "{}: tidak ada TPS {}",
    "{}: the pack has no station": "{}: paket ini tidak punya TPS",
    "{}; all of them: siaga pack check {}": "{}; semuanya: siaga pack check {}",
}
