"""A small, valid city pack that tests can write down, bend and break.

tables = small_tables()
tables["stations"][0]["dpt_total"] = "601"
write_pack(folder, tables)
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from siaga.engines.packs import schema
from siaga.engines.packs.forms import results_table, rules

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = [ROOT / "packs" / name for name in ("kota-metro-2024", "kota-pangkalpinang-2024")]
PROFILE = rules("pilkada-2024")

Rows = list[dict[str, str]]
Tables = dict[str, Rows]

HEADER = """\
format: 1
id: kota-contoh
note: A made-up city.
election:
  name: Pemilihan Kota Contoh
  regime: pilkada
  voting_day: 2024-11-27
  time_zone: Asia/Jakarta
  profile: pilkada-2024
  city: 18.72
"""

_SMALL = {
    "sources": """\
code,title,date
S1,Recap of the city,2024-12-04
""",
    "regions": """\
code,name,level,parent
18,Lampung,province,
18.72,Kota Contoh,city,18
18.72.01,Contoh Pusat,district,18.72
18.72.01.1001,Satu,ward,18.72.01
18.72.01.1002,Dua,ward,18.72.01
""",
    "contests": """\
code,name,kind,region
mayor,Wali Kota,mayor,18.72
""",
    "pairs": """\
contest,number,head,deputy,empty_column
mayor,1,,,true
mayor,2,Ani,Budi,
""",
    "stations": """\
code,ward,number,kind,name,latitude,longitude,dpt_men,dpt_women,dpt_total,precision,sample
1872011001001,18.72.01.1001,1,regular,TPS 001,-5.19500,105.30500,290,300,590,not_stated,true
1872011001002,18.72.01.1001,2,regular,TPS 002,-5.19400,105.30600,280,290,570,not_stated,true
1872011002001,18.72.01.1002,1,special,TPS 001,-5.19300,105.31500,260,250,510,not_stated,true
""",
    "institutions": """\
code,name,short_name,kind,region,parent
kpu,KPU Kota Contoh,KPU,election_commission,18.72,
ppk,PPK Contoh Pusat,PPK,district_committee,18.72.01,kpu
pemkot,Pemkot Contoh,Pemkot,city_government,18.72,
""",
    "offices": """\
code,institution,title,seats
chair,kpu,Ketua KPU,1
""",
    "office_holders": """\
office,person,form,valid_from,valid_to
chair,Citra,definitive,2019-11-21,2024-11-20
chair,Dewi,plt,2024-11-21,
""",
    "stages": """\
code,name,name_en,parent,start,end,legal_basis,confidence
list,Daftar pemilih,Voter list,,2024-05-31,2024-09-23,pkpu-2,confirmed
coklit,Coklit,Matching,list,2024-06-24,2024-07-24,pkpu-2,stated
""",
    "legal_bases": """\
code,title,topic,regime,confidence
pkpu-2,PKPU 2/2024,stages,pilkada,confirmed
""",
    "published_totals": """\
contest,region,measure,pair,value
,18.72,stations,,3
,18.72,dpt,,1670
,18.72,dpt_men,,830
,18.72,dpt_women,,840
,18.72.01,dpt,,1670
mayor,18.72,users,,1370
mayor,18.72,valid,,1343
mayor,18.72,invalid,,27
mayor,18.72,votes,1,685
mayor,18.72,votes,2,658
mayor,18.72.01,votes,1,685
""",
    "staffing": """\
code,role,role_en,part_of,per_unit,unit,claimed,inferred
kpps,KPPS,Officers,,7,station,21,
watch,Pengawas,Supervisors,,,,5,
ptps,PTPS,Station supervisors,watch,1,station,3,true
pkd,PKD,Ward supervisors,watch,1,ward,2,true
""",
    "events": """\
code,day,title,stage,institution,office
term,2024-11-20,Masa jabatan berakhir,list,kpu,chair
""",
    "series": """\
code,name,kind,convener,region,visibility
rakor,Rapat koordinasi,coordination,kpu,18.72,internal
""",
    "meetings": """\
code,series,title,regime,day,starts,ends,chair,legal_basis,during,visibility
rakor-1,rakor,Rapat pertama,pilkada,2024-11-13,09:00,11.30,chair,pkpu-2,,
press-1,rakor,Keterangan pers,pilkada,,,,,,coklit,internal
""",
    "agenda": """\
meeting,number,title,presenter
rakor-1,1,Kesiapan,kpu
""",
    "attendance": """\
meeting,number,institution,office,presence,represented_by,reason
rakor-1,1,kpu,chair,present,,
rakor-1,2,ppk,,represented,Wakil ketua,
rakor-1,3,ppk,,excused,,Sakit
""",
    "statements": """\
meeting,number,agenda,institution,office,text,visibility
rakor-1,1,1,kpu,chair,KPPS siap.,
press-1,1,,kpu,,Coklit berjalan.,internal
""",
    "claims": """\
code,meeting,statement,subject,label,institution,region,value,unit,visibility
kpps-1,rakor-1,1,kpps,Anggota KPPS,kpu,18.72,21,orang,
coklit-1,press-1,1,coklit,Coklit,kpu,18.72,90.5,persen,internal
""",
    "conclusions": """\
meeting,number,kind,text,addressee,day
rakor-1,1,advice,Jangan ke TPS.,chair,2024-11-27
""",
    "actions": """\
meeting,number,conclusion,title,owner,partners,due
rakor-1,1,1,Umumkan imbauan,kpu,ppk kpu,
""",
    "duties": """\
code,institution,area,text,basis,meeting,statement,visibility
kpps,kpu,officials,KPPS dilantik,,rakor-1,1,
boxes,ppk,logistics,Kotak suara siap,practice,,,
""",
    "grants": """\
code,grantor,grantee,purpose,amount,part_of
nphd,pemkot,kpu,organisation,1000000.50,
guard,pemkot,,security,5000,nphd
""",
    "payments": """\
grant,number,tranche,direction,amount,paid
nphd,1,1,,400000,2024-01-10
nphd,2,,back,100,
""",
}
"""The small pack, only with the columns it fills in; where nothing else is said, source S1 and exact."""


def small_tables() -> Tables:
    """Every table of a city with one district, two wards, three stations and one contest of two lines."""
    tables = {name: list(csv.DictReader(io.StringIO(text))) for name, text in _SMALL.items()}
    for name, rows in tables.items():
        if name != "sources":
            tables[name] = [{"source": "S1", "precision": "exact", **row} for row in rows]
    tables["results"] = [form(row) for row in tables["stations"]]
    return tables


def form(station: dict[str, str]) -> dict[str, str]:
    """A form of a station that keeps every identity; 50 men and 50 women stay away, 9 votes are invalid."""
    men, women, total = (int(station[f"dpt_{who}"]) for who in ("men", "women", "total"))
    spare = -(-total // 40)
    users = total - 100
    figures = dict.fromkeys(PROFILE.columns([1, 2]), 0)
    figures |= {"dpt_l": men, "dpt_p": women, "dpt_j": total}
    for line in ("peng_dpt", "peng_total"):
        figures |= {f"{line}_l": men - 50, f"{line}_p": women - 50, f"{line}_j": users}
    figures |= {"ss_diterima": total + spare, "ss_digunakan": users, "ss_tidak_digunakan": 100 + spare}
    figures |= {"paslon1": users // 2, "paslon2": users - users // 2 - 9}
    figures |= {"suara_sah": users - 9, "suara_tidak_sah": 9, "suara_total": users}
    written = {name: str(figure) for name, figure in figures.items()}
    return {"contest": "mayor", "station": station["code"], "source": "S1", "precision": "exact", **written}


def small_map() -> str:
    """Squares for the two wards, the district and the city, one feature on a line."""
    corners = {"18.72.01.1001": (0, 1), "18.72.01.1002": (1, 2), "18.72.01": (0, 2), "18.72": (0, 2)}
    features = ",\n".join(json.dumps(_square(code, *sides)) for code, sides in corners.items())
    return f'{{"type": "FeatureCollection", "features": [\n{features}\n]}}\n'


def write_pack(
    folder: Path, tables: Tables | None = None, header: str = HEADER, outline: str | None = None
) -> Path:
    """Write a pack into a folder and give the folder back."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(header, encoding="utf-8")
    (folder / "boundaries.geojson").write_text(outline or small_map(), encoding="utf-8")
    for name, rows in (tables or small_tables()).items():
        (folder / f"{name}.csv").write_text(csv_text(columns(name), rows), encoding="utf-8")
    return folder


def columns(table: str) -> list[str]:
    """The columns of a table of the small pack."""
    tables = (*schema.TABLES, results_table(PROFILE, [1, 2]))
    return [column.name for known in tables if known.name == table for column in known.columns]


def csv_text(names: list[str], rows: Rows) -> str:
    """Rows as CSV text."""
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue()


def _square(code: str, west: int, east: int) -> dict[str, object]:
    corners = [(west, 0), (east, 0), (east, 1), (west, 1), (west, 0)]
    ring = [[round(105.3 + x / 100, 5), round(-5.2 + y / 100, 5)] for x, y in corners]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"code": code, "source": "S1"}, "geometry": geometry}
