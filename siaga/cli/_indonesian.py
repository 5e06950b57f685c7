"""What engines and verbs say of input that cannot be used or was altered, in Indonesian.

The English sentence is the key, ``{}`` for each part that is filled in; ``{0}``, ``{1}`` in the Indonesian
one where its parts come in another order. A test reads the sentences out of the engines: none may be lacking.
"""

from __future__ import annotations

from typing import Final

_ANYWHERE: Final = {
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

_TRAIL: Final = {
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

_PUBLICATION: Final = {
    "election.code: {}": "election.code: {}",
    "election.profile: {}": "election.profile: {}",
    "a photo of {} at station {}, which has no row": "foto {} di TPS {}, yang tidak punya baris",
    "another key than the one that signed the manifest": "kunci lain dari yang menandatangani manifes",
    "election.region: {}": "election.region: {}",
    "election.voting_date: {}": "election.voting_date: {}",
    "a count without the name of its unit or selection": "hitungan tanpa nama satuan atau pilihannya",
    "is no part of a publication": "bukan bagian sebuah terbitan",
    "previous: nothing comes before number 1": "previous: tidak ada yang mendahului nomor 1",
    "reads {}, and the tables and the manifest give {}": "tertulis {}, padahal menurut tabel dan manifes {}",
    "station {} lies outside {}": "TPS {} di luar {}",
    "station {}: an entry with the level of a correction": "TPS {}: entri dengan tingkat sebuah koreksi",
    "station {}: another sample mark on the same version {}": (
        "TPS {}: tanda contoh lain pada versi yang sama {}"
    ),
    "station {}: the sample mark is not that of its version {}": (
        "TPS {}: tanda contoh bukan milik versinya {}"
    ),
    "station {}: version {} has another sample mark than before": (
        "TPS {}: versi {} bertanda contoh lain dari sebelumnya"
    ),
    "step {} of station {}: {}": "langkah {} dari TPS {}: {}",
    "the contest {}: {}": "pemilihan {}: {}",
    "the last step of station {} leaves version {}, not {}": (
        "langkah terakhir TPS {} meninggalkan versi {}, bukan {}"
    ),
    "the sample mark of a photo of station {} is not that of its row": (
        "tanda contoh foto TPS {} bukan milik barisnya"
    ),
    "version {} of station {} is listed, and was never counted": (
        "versi {} dari TPS {} tercantum, padahal tidak pernah terhitung"
    ),
    "version {} of station {}: {}": "versi {} dari TPS {}: {}",
    "what it lists cannot be laid out: {}": "yang dicantumkannya tidak dapat disusun: {}",
    "{} is no moment": "{} bukan waktu",
    "{} is not what the tables give": "{} bukan yang dihasilkan tabel",
    "{} is there twice, first on line {}": "{} tercantum dua kali, pertama di baris {}",
    "{} is {}": "{} adalah {}",
    "{} of the election is {}, and was {}": "{} pemilihan ini {}, padahal dahulu {}",
    "{}.{}: not a part of a manifest": "{}.{}: bukan bagian sebuah manifes",
    "a cell of {} characters": "sebuah sel berisi {} huruf",
    "added: the manifest does not list it": "ditambahkan: manifes tidak mencantumkannya",
    "altered: {} bytes with SHA-256 {}, not those that were signed": (
        "diubah: {} bita dengan SHA-256 {}, bukan yang ditandatangani"
    ),
    "at: {} is no moment": "at: {} bukan waktu",
    "belongs to no station or region of the contest": "bukan milik TPS atau wilayah pemilihan ini",
    "contests.{}.pairs: missing or too many": "contests.{}.pairs: tidak ada atau terlalu banyak",
    "contests.{}.pairs: number {}": "contests.{}.pairs: nomor {}",
    "contests.{}.pairs: one has no number": "contests.{}.pairs: ada yang tidak bernomor",
    "contests.{}.pairs: the numbers do not ascend": "contests.{}.pairs: nomor tidak berurutan naik",
    "contests.{}.top: {} is no level": "contests.{}.top: {} bukan tingkat",
    "contests: a contest is there twice": "contests: satu pemilihan tercantum dua kali",
    "contests: one is no object": "contests: ada yang bukan objek",
    "contests: {} is no code of a contest": "contests: {} bukan kode pemilihan",
    "files: a size is no whole number": "files: ada ukuran yang bukan bilangan bulat",
    "files: not in order, or a file is there twice": (
        "files: tidak berurutan, atau satu berkas tercantum dua kali"
    ),
    "files: one is not name, size and sha256": "files: ada yang bukan name, size, dan sha256",
    "lists {}, which it cannot cover": "mencantumkan {}, yang tidak dapat dicakupnya",
    "missing: the manifest lists it": "hilang: manifes mencantumkannya",
    "nested too deeply": "bersarang terlalu dalam",
    "no sheet of a region": "bukan lembar sebuah wilayah",
    "no totals of {}": "tidak ada jumlah untuk {}",
    "not a CSV line: {}": "bukan baris CSV: {}",
    "not a Parquet table: {}": "bukan tabel Parquet: {}",
    "not a checkpoint of the trail signed with this key: {}": (
        "bukan titik periksa jejak yang ditandatangani dengan kunci ini: {}"
    ),
    "not a report of election results: {}": "bukan laporan hasil pemilihan: {}",
    "not one canonical JSON object and a newline": "bukan satu objek JSON baku dan baris baru",
    "number {} is not after number {}": "nomor {} tidak sesudah nomor {}",
    "of {}, the older one of {}": "milik {}, yang lama milik {}",
    "page {} of station {} ({}…) was taken out": "halaman {} dari TPS {} ({}…) dihilangkan",
    "contests.{}.pairs.{}: not a part of a manifest": "contests.{}.pairs.{}: bukan bagian sebuah manifes",
    "number {} is {} in KPU's feed, and was {}": "nomor {} menjadi {} di data KPU, sebelumnya {}",
    "number {} is {}, and was {}": "nomor {} menjadi {}, sebelumnya {}",
    "station {} has no voters, and {} by the register": "TPS {} tanpa jumlah pemilih, menurut daftar {}",
    "station {} has {} voters, and {} by the register": "TPS {} berpemilih {}, padahal {} menurut daftar",
    "station {} is in the register, and not listed": "TPS {} ada di daftar pemilih, tetapi tidak tercantum",
    "station {} is listed, and not in the register": "TPS {} tercantum, tetapi tidak ada di daftar pemilih",
    "its sample mark is not that of the row": "tanda contohnya bukan tanda baris",
    "the contest {} was added": "pemilihan {} ditambahkan",
    "the numbers on the ballot are {}, and were {}": "nomor di surat suara menjadi {}, sebelumnya {}",
    "the register of {} stations is another, {} voters after {}: {}": (
        "daftar pemilih {0} TPS berubah, {1} pemilih, sebelumnya {2}: {3}"
    ),
    "version {} where {} leaves version {}": "versi {}, padahal {} meninggalkan versi {}",
    "its digest is not that of what it says": "sidiknya bukan sidik dari isinya",
    "its reason is not that of step {}": "alasannya bukan alasan langkah {}",
    "its row is {}, and its figures or nonce are shown": "barisnya {}, tetapi angka atau nonce-nya tampak",
    "issued by {}, the older one by {}": "diterbitkan oleh {}, yang lama oleh {}",
    "it follows {}, numbered between {} and {}: compare it with that one too, for the chain to hold": (
        "terbitan ini mengikuti {}, bernomor di antara {} dan {}: bandingkan juga dengan yang itu, agar "
        "rantainya utuh"
    ),
    "{} stations were added: {}": "{} TPS ditambahkan: {}",
    "{} is no hexadecimal nonce": "{} bukan nonce heksadesimal",
    "{} is no moment such as 2024-11-27T13:00:00Z": "{} bukan saat seperti 2024-11-27T13:00:00Z",
    "{} is not lawful in the state {}": "{} tidak sah dalam keadaan {}",
    "{} is {}, and was {}": "{} menjadi {}, sebelumnya {}",
    "{} leads to {}, not to {}": "{} menuju {}, bukan {}",
    "{} without a reason": "{} tanpa alasan",
    "{}, and step {} brought it by {}": "{}, padahal langkah {} membawanya dengan {}",
    "says otherwise than {}:{}": "berbeda dengan {}:{}",
    "station {} breaks {} ({}): {}": "TPS {} melanggar {} ({}): {}",
    "station {} has versions or steps and no row": "TPS {} punya versi atau langkah tetapi tidak punya baris",
    "station {} is counted, and figures of its votes are missing": (
        "TPS {} terhitung, tetapi sebagian angka suaranya tidak ada"
    ),
    "station {} is {} and has figures": "TPS {} berstatus {} tetapi memuat angka",
    "station {} was taken out": "TPS {} dihilangkan",
    "station {}: a correction without level or reason": "TPS {}: koreksi tanpa tingkat atau alasan",
    "station {}: changed since, and no step says why": "TPS {}: berubah sejak itu, dan tidak ada alasannya",
    "station {}: other figures under the same version {}": "TPS {}: angka lain di bawah versi yang sama {}",
    "station {}: {} is not that of its version {}": "TPS {}: {} bukan angka versi {}",
    "the columns are not {}": "kolomnya bukan {}",
    "the columns or their types are not those of the table": "kolom atau jenisnya bukan milik tabel ini",
    "the contest {} was taken out": "pemilihan {} dihilangkan",
    "the format is {}, not {}": "formatnya {}, bukan {}",
    "the key {} comes twice": "kunci {} tercantum dua kali",
    "the last step of station {} leads to {}, its row is {}": (
        "langkah terakhir TPS {} menuju {}, padahal barisnya {}"
    ),
    "the line of {} is not the sum of its stations": "baris {} bukan jumlah TPS-TPS-nya",
    "the manifest is not signed: {}": "manifes tidak ditandatangani: {}",
    "the manifest was altered: {}": "manifes diubah: {}",
    "the publication before it is {}, not {}": "terbitan sebelumnya {}, bukan {}",
    "the row is sample data, and the manifest does not say so": (
        "baris ini data contoh, dan manifes tidak mengatakannya"
    ),
    "the signature is of another manifest, not of {}": "tanda tangan ini milik manifes lain, bukan {}",
    "the steps of station {} are not numbered 1 to {}": "langkah TPS {} tidak bernomor 1 sampai {}",
    "the steps of station {} were altered or taken out": "langkah TPS {} diubah atau dihilangkan",
    "the table is not in its one form (quotes, line ends, spaces)": (
        "tabel tidak dalam bentuk bakunya (tanda kutip, akhir baris, spasi)"
    ),
    "the totals are not the sums of the stations of {}": "jumlahnya bukan jumlah TPS-TPS di {}",
    "the trail of {} entries has another root than before": "jejak dengan {} entri berakar lain dari dahulu",
    "the trail shrank from {} entries to {}": "jejak menyusut dari {} entri menjadi {}",
    "totals of {}, where no station lies": "jumlah untuk {}, padahal tidak ada TPS di sana",
    "the nation": "seluruh negeri",
    "version {} of station {} is not listed": "versi {} dari TPS {} tidak tercantum",
    "version {} of station {} was altered": "versi {} dari TPS {} diubah",
    "version {} of station {} was taken out": "versi {} dari TPS {} dihilangkan",
    "{} bytes where {} are listed": "{} bita, padahal tercantum {}",
    "{} cells where the header has {}": "{} sel, padahal judul tabel punya {}",
    "{} is empty": "{} kosong",
    "{} is neither true nor false": "{} bukan true dan bukan false",
    "{} is no SHA-256 in hexadecimal": "{} bukan SHA-256 heksadesimal",
    "{} is no kind of version: {}": "{} bukan jenis versi: {}",
    "{} is no state of a row": "{} bukan keadaan sebuah baris",
    "{} is no station code of 13 digits": "{} bukan kode TPS 13 digit",
    "{} is not a number": "{} bukan bilangan",
    "{} is not a whole number from 0 to {}": "{} bukan bilangan bulat dari 0 sampai {}",
    "{} is {}, and {} on {}": "{} adalah {}, sedangkan {} di {}",
    "{} lines where the table has {}": "{} baris, padahal tabel punya {}",
    "{} of {} is {}, and its stations add up to {}": "{} untuk {} tertulis {}, padahal jumlah TPS-nya {}",
    "{} of {} is {}, and the rows say {}": "{} untuk {} tertulis {}, padahal menurut baris-barisnya {}",
    "{}.{}: missing or no short text": "{}.{}: tidak ada atau bukan teks pendek",
    "{}: a file is not the one that was prepared": "{}: satu berkas bukan yang disiapkan",
    "{}: does not prove itself: {}: {}": "{}: tidak membuktikan dirinya: {}: {}",
    "{}: missing or of the wrong kind": "{}: tidak ada atau salah jenis",
    "{}: no {}: not a publication, or not whole": "{}: {} tidak ada: bukan terbitan, atau tidak utuh",
    "{}: not a .zip that can be opened: {}": "{}: bukan .zip yang dapat dibuka: {}",
    "{}: not a part of a manifest": "{}: bukan bagian sebuah manifes",
    "{}: the files claim {} bytes in all; the limit is {}": "{}: semua berkas mengaku {} bita; batasnya {}",
    "{}: the name {} may lead outside the publication; refused": (
        "{}: nama {} dapat mengarah ke luar terbitan; ditolak"
    ),
    "{}: {} claims {} bytes; the limit is {}": "{}: {} mengaku {} bita; batasnya {}",
    "{}: {} files; a publication has at most {}": "{}: {} berkas; sebuah terbitan paling banyak {}",
    "{}: {} is a link or no plain file; refused": "{}: {} adalah tautan atau bukan berkas biasa; ditolak",
    "{}: {} is encrypted; a publication is open to all": (
        "{}: {} terenkripsi; terbitan terbuka bagi semua orang"
    ),
    "{}: {} is in the archive twice; which one is meant?": (
        "{}: {} ada dua kali di arsip; yang mana yang dimaksud?"
    ),
    "{}: {} is less than {}": "{}: {} kurang dari {}",
    "{}: {} is no SHA-256 in hexadecimal": "{}: {} bukan SHA-256 heksadesimal",
    "{}: {} is not a whole number": "{}: {} bukan bilangan bulat",
    "{}: {} is there twice": "{}: {} tercantum dua kali",
}

_AUDIT: Final = {
    "a risk limit is more than 0 and less than 1": "batas risiko lebih dari 0 dan kurang dari 1",
    "a taint above 1: the paper has more votes than the station has ballots": (
        "noda di atas 1: suara di kertas melebihi surat suara TPS itu"
    ),
    "no station can have an error: there is nothing to draw": (
        "tidak ada TPS yang dapat salah: tidak ada yang perlu diundi"
    ),
    "station {}: {} votes for {}, but {} ballots at most": (
        "TPS {}: {} suara untuk {}, padahal surat suara paling banyak {}"
    ),
    "the seed is empty: roll dice in public, and use what they show": (
        "seed kosong: lempar dadu di depan umum, dan pakai angkanya"
    ),
    "{}: fewer than two stand, so there is no margin to check": (
        "{}: kurang dari dua calon, jadi tidak ada selisih untuk diperiksa"
    ),
    "{}: numbers {} and {} are level; every form must be read": (
        "{}: nomor {} dan {} sama kuat; semua formulir harus dibaca"
    ),
    "--out needs --seed: without one no form is drawn": (
        "--out perlu --seed: tanpa seed tidak ada yang diundi"
    ),
    "--risk-limit {} is not a share between 0 and 1, such as 5% or 0.05": (
        "--risk-limit {} bukan bagian antara 0 dan 1, seperti 5% atau 0.05"
    ),
    "--seed is needed: it says which forms were drawn": (
        "--seed diperlukan: ia menentukan formulir yang diundi"
    ),
    "{}, line {}: no column {}": "{}, baris {}: tidak ada kolom {}",
    "{}: no contest {} is checked": "{}: pemilihan {} tidak diperiksa",
    "{}: this station is there twice": "{}: TPS ini tercantum dua kali",
    "{}, line {}": "{}, baris {}",
    "{}, line {}: more cells than the header has": "{}, baris {}: sel lebih banyak daripada judul tabel",
    "{}, line {}, {}": "{}, baris {}, {}",
    "{} is not a station code: write 13 digits or PP.KK.CC.DDDD.SSS": (
        "{} bukan kode TPS: tulis 13 digit atau PP.KK.CC.DDDD.SSS"
    ),
    "{}: this list was drawn with another seed, number of draws or publication: {} forms of this draw "
    "are not on it, among them station {}; give the --seed and --draws it was drawn with": (
        "{}: daftar ini diundi dengan seed, jumlah undian, atau terbitan lain: {} formulir undian ini "
        "tidak ada di dalamnya, antara lain TPS {}; berikan --seed dan --draws saat daftar ini dibuat"
    ),
    "{}: --register goes with published results": "{}: --register hanya untuk hasil yang diterbitkan",
    "{}: does not fit {}: {}: {}": "{}: tidak cocok dengan {}: {}: {}",
    "{}: no dpt_j for station {}": "{}: dpt_j tidak ada untuk TPS {}",
    "there is no contest {}: --contest {}": "tidak ada pemilihan {}: --contest {}",
    "say which contest is checked: --contest {}": "sebutkan pemilihan yang diperiksa: --contest {}",
    "{} or {}": "{} atau {}",
}

_READING: Final = {
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

_ROWS: Final = {
    "{}, line 1: column {} comes twice": "{}, baris 1: kolom {} ada dua kali",
    "{}, line 1: no figure column of profile {}, such as dpt_j or suara_sah": (
        "{}, baris 1: tidak ada kolom angka dari profil {}, seperti dpt_j atau suara_sah"
    ),
    "{}, line 1: no station column; expected one of {}": (
        "{}, baris 1: tidak ada kolom TPS; diharapkan salah satu {}"
    ),
    "{}: JSON, but neither KPU's public shape nor a list of rows": (
        "{}: JSON, tetapi bukan bentuk publik KPU dan bukan daftar baris"
    ),
    "{}: an Excel workbook or archive; save the sheet as CSV first": (
        "{}: buku kerja Excel atau arsip; simpan lembarnya sebagai CSV dahulu"
    ),
    "{}: cannot be fetched ({})": "{}: tidak dapat diambil ({})",
    "{}: cannot be opened ({})": "{}: tidak dapat dibuka ({})",
    "{}: empty": "{}: kosong",
    "{}: larger than {} MB": "{}: lebih besar dari {} MB",
    "{}: no file ending in {}": "{}: tidak ada berkas berakhiran {}",
    "{}: not JSON ({})": "{}: bukan JSON ({})",
    "{}: not a Parquet table ({})": "{}: bukan tabel Parquet ({})",
    "{}: say which rules apply: --profile {}": "{}: sebutkan aturan yang berlaku: --profile {}",
    "{}: the compressed file is spoilt": "{}: berkas terkompresi ini rusak",
    "{}: a publication that cannot be read: {}": "{}: terbitan yang tidak dapat dibaca: {}",
    "no rule profile {}; there are: {}": "tidak ada profil aturan {}; yang ada: {}",
}

_VERBS: Final = {
    "a rehearsal runs on a demonstration only: set SIAGA_DEMO=1": (
        "latihan hanya berjalan pada peragaan: setel SIAGA_DEMO=1"
    ),
    "this database is no demonstration: {} accounts in it are of real people; rehearse on a new one, "
    "with SIAGA_HOME or DATABASE_URL": (
        "basis data ini bukan peragaan: {} akun di dalamnya milik orang sungguhan; berlatihlah di basis "
        "data baru, dengan SIAGA_HOME atau DATABASE_URL"
    ),
    "the pack has no commission (KPU) whose demonstration accounts could play": (
        "paket ini tidak punya KPU yang akun peragaannya dapat memainkan latihan"
    ),
    "the election {} is not loaded: siaga serve --pack DIR --rehearse 20": (
        "pemilihan {} belum dimuat: siaga serve --pack FOLDER --rehearse 20"
    ),
    "no form is expected any more: a rehearsal needs a new database, with SIAGA_HOME or DATABASE_URL": (
        "tidak ada formulir yang masih ditunggu: latihan perlu basis data baru, dengan SIAGA_HOME atau "
        "DATABASE_URL"
    ),
    "no clock {} in the profile {}; there are: {}": "tidak ada jam {} dalam profil {}; yang ada: {}",
    "none": "tidak ada",
    "{} is counted from a day: give {} ({})": "{} dihitung dari suatu hari: berikan {} ({})",
    "{} is outside the years {} to {}": "{} di luar tahun {} sampai {}",
    "{}; run: siaga pack check {}": "{}; jalankan: siaga pack check {}",
    "{}: totals of regions, not of stations; try: siaga check {}": (
        "{}: jumlah wilayah, bukan TPS; coba: siaga check {}"
    ),
    "--key: {}": "--key: {}",
    "--since goes with a bundle; a consistency proof names its older checkpoint itself": (
        "--since untuk bundel; bukti konsistensi menyebut sendiri titik periksa lamanya"
    ),
    "say either --out DIR (write what was confirmed) or --prepare --by USERNAME": (
        "sebutkan --out FOLDER (tulis yang sudah dikukuhkan) atau --prepare --by NAMA_AKUN"
    ),
    "--prepare needs --by USERNAME: a person answers for what is prepared": (
        "--prepare perlu --by NAMA_AKUN: seseorang bertanggung jawab atas yang disiapkan"
    ),
    "--by {}: no such account; a person answers for what is prepared": (
        "--by {}: akun itu tidak ada; seseorang bertanggung jawab atas yang disiapkan"
    ),
    "--by: this account may not prepare publications of this election": (
        "--by: akun ini tidak berwenang menyiapkan terbitan pemilihan ini"
    ),
    "the database cannot be used: {}; has it been migrated?": (
        "basis data tidak dapat dipakai: {}; apakah sudah dimigrasi?"
    ),
    "--election {}: not here; there are: {}": "--election {}: tidak ada di sini; yang ada: {}",
    "say --election: {}": "sebutkan --election: {}",
    "none is loaded": "belum ada yang dimuat",
    "publication {} of {} that two people have confirmed is not here": (
        "terbitan {} dari {} yang sudah dikukuhkan dua orang tidak ada di sini"
    ),
    "a publication of {} that two people have confirmed is not here; try --prepare": (
        "terbitan {} yang sudah dikukuhkan dua orang tidak ada di sini; coba --prepare"
    ),
}

SENTENCES: Final = {**_ANYWHERE, **_TRAIL, **_PUBLICATION, **_AUDIT, **_READING, **_ROWS, **_VERBS}
