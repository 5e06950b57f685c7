"""A publication: its files, rows, totals and steps."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
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
