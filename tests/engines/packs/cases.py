"""One case or more for every kind of fault."""

from __future__ import annotations

from tests.engines.packs.breaking import (
    Case,
    cell,
    cells,
    content,
    encoded,
    folder_for_file,
    here,
    link_outside,
    pipe_for_file,
    removed,
    second_row,
    text,
    without_column,
    without_row,
    workbook,
)
from tests.kit.packs import HEADER, columns
from tests.kit.workbooks import FORMULA

MAP = "boundaries.geojson"
WARD = f"{MAP}:2 [18.72.01.1001]"
TOTAL = "published_totals"

FILES = [
    Case("missing_file", "stages.csv", removed("stages.csv")),
    Case("unknown_file", "station.csv", content("station.csv", b"code\n")),
    Case("two_forms", "pairs.xlsx", workbook("pairs", keep_csv=True)),
    Case("outside_folder", "stages.csv", link_outside),
    Case("unreadable", "stages.csv", folder_for_file),
    Case("unreadable", "stages.csv", pipe_for_file, "a pipe"),
    Case("bad_encoding", "sources.csv:2", encoded("sources.csv", "latin-1"), "latin-1"),
    Case("bad_encoding", "sources.csv:1", encoded("sources.csv", "utf-16"), "utf-16"),
    Case("bad_csv", "sources.csv:2", text("sources.csv", "S1,Recap", 'S1,"Recap"x')),
    Case("no_rows", "offices.csv", content("offices.csv", ",".join(columns("offices")).encode())),
]

YAML = [
    Case("bad_yaml", "pack.yaml:6", text("pack.yaml", "election:", "election: [")),
    Case("bad_yaml", "pack.yaml:1", content("pack.yaml", b"- a list")),
    Case("bad_yaml", "pack.yaml:1", content("pack.yaml", b"id: \x07"), "control character"),
    Case("yaml_alias", "pack.yaml:2", text("pack.yaml", "kota-contoh", "&a kota-contoh")),
    Case("yaml_deep", "pack.yaml:11", content("pack.yaml", (HEADER + "x: [[[[[[1]]]]]]").encode())),
    Case("unknown_key", "pack.yaml:3 [notes]", text("pack.yaml", "note:", "notes:")),
    Case("duplicate", "pack.yaml:3 [id]", text("pack.yaml", "note: A", "id: a\nnote: A")),
    Case("unknown_format", "pack.yaml:1 [format]", text("pack.yaml", "format: 1", "format: 2")),
    Case("unknown_profile", "pack.yaml:9 [election.profile]", text("pack.yaml", "da-2024", "da-1999")),
    Case("unknown_zone", "pack.yaml:8 [election.time_zone]", text("pack.yaml", "Asia/J", "J")),
    Case("bad_date", "pack.yaml:7 [election.voting_day]", text("pack.yaml", "2024-11-27", "27-11-2024")),
    Case("missing_value", "pack.yaml:1 [election.city]", text("pack.yaml", "  city: 18.72\n", "")),
    Case("unknown_code", "pack.yaml:10 [election.city]", text("pack.yaml", "18.72", "18.71")),
    Case("wrong_level", "pack.yaml:10 [election.city]", text("pack.yaml", "18.72", "18.72.01")),
]

HEADINGS = [
    Case("missing_column", "stages.csv:1 [precision]", without_column("stages", "precision")),
    Case("extra_column", "stages.csv:1 [color]", text("stages.csv", "code,", "color,code,")),
    Case("double_column", "stages.csv:1 [code]", text("stages.csv", "name,", "code,")),
    Case("extra_cells", "stations.csv:2", text("stations.csv", "TPS 001", "TPS, 001")),
]

CELLS = [
    here("missing_value", "stages 2 precision", ""),
    here("missing_value", "regions 3 source", " "),
    here("bad_number", "stations 2 dpt_men", "29O"),
    here("bad_number", "stations 2 dpt_men", "-290"),
    here("bad_number", "stations 2 dpt_men", "290.0"),
    here("separated_number", f"{TOTAL} 3 value", "1.670"),
    here("separated_number", f"{TOTAL} 3 value", "1,670"),
    here("worded_number", f"{TOTAL} 3 value", "13,9 Milyar"),
    here("number_too_large", f"{TOTAL} 3 value", "9" * 17),
    here("bad_coordinate", "stations 3 latitude", "105.3"),
    here("bad_coordinate", "stations 3 latitude", "5,117"),
    here("bad_date", "stages 3 start", "24/06/2024"),
    here("bad_date", "stages 3 start", "24 Juni 2024"),
    here("bad_date", "stages 3 start", "2024-02-30"),
    here("date_serial", "stages 3 start", "45467"),
    here("eaten_code", "stations 2 code", "1.87201E+12"),
    here("eaten_code", "stations 2 code", "1,87201E+12"),
    here("bad_code", "stations 2 code", "872011001001"),
    here("bad_code", "regions 3 code", "1872"),
    here("bad_code", "contests 2 code", "../mayor"),
    here("bad_choice", "contests 2 kind", "walikota"),
    here("bad_yes_no", "pairs 2 empty_column", "mungkin"),
    here("too_long", "regions 2 name", "x" * 1001),
    here("control_characters", "regions 2 name", "Lam\x07pung"),
    *(
        here("formula", "regions 2 name", start)
        for start in ("=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", " =1")
    ),
]

ROWS = [
    Case("duplicate", "contests.csv:3 [code]", second_row("contests", 2)),
    Case("duplicate", "results.csv:5 [contest]", second_row("results", 2)),
    here("unknown_code", "stations 4 ward", "18.72.01.1009"),
    here("unknown_code", "pairs 2 source", "S9"),
    here("unknown_code", f"{TOTAL} 10 pair", "7"),
    here("unknown_code", "results 2 station", "1872011001009"),
    Case("unknown_code", "results.csv:2", cell("pairs 3 contest", "regent"), "pair"),
    here("wrong_level", "stations 4 ward", "18.72.01"),
    here("wrong_level", "regions 4 level", "ward"),
    here("wrong_level", "contests 2 region", "18"),
    here("wrong_parent", "regions 5 parent", "18.72"),
    here("wrong_parent", "stations 2 ward", "18.71.01.1001"),
    Case("code_mismatch", "stations.csv:3 [code]", cell("stations 3 number", "3")),
    here("no_value", f"{TOTAL} 2 value", ""),
    here("value_not_stated", "staffing 2 precision", "not_stated"),
    here("sample_precision", "stations 2 precision", "exact"),
    Case("missing_doubt", "stages.csv:2 [doubt]", cell("stages 2 precision", "ambiguous")),
    here("pair_for_votes", f"{TOTAL} 10 pair", ""),
    here("contest_for_count", f"{TOTAL} 3 contest", "mayor"),
    Case("empty_column_named", "pairs.csv:2 [empty_column]", cell("pairs 2 head", "Ani")),
    Case("short_ballot", "pairs.csv:2 [contest]", without_row("pairs", 3), "the empty column alone"),
    Case("short_ballot", "pairs.csv:2 [contest]", without_row("pairs", 2), "a pair alone"),
    Case("short_ballot", "contests.csv:2 [code]", cells("contests", 2, code="regent", kind="regent")),
    here("end_before_start", "stages 3 end", "2024-06-01"),
    here("end_before_start", "office_holders 2 valid_to", "2019-01-01"),
    Case("outside_parent_stage", "stages.csv:3 [parent]", cell("stages 3 end", "2024-10-24")),
    here("overlapping_holders", "office_holders 3 valid_from", "2024-11-20"),
    here("loop", "institutions 2 parent", "ppk"),
    here("loop", "stages 2 parent", "list"),
    Case("half_formula", "staffing.csv:2 [per_unit]", cell("staffing 2 unit", "")),
]

SUMS = [
    here("wrong_sum", "stations 2 dpt_total", "589"),  # men and women
    here("wrong_sum", f"{TOTAL} 3 value", "1671"),  # voters of the stations
    here("wrong_sum", f"{TOTAL} 2 value", "4"),  # number of stations
    here("wrong_sum", f"{TOTAL} 8 value", "1342"),  # votes of all pairs
    here("wrong_sum", f"{TOTAL} 7 value", "1371"),  # valid and invalid votes
    here("wrong_sum", "staffing 2 claimed", "22"),  # formula
    here("wrong_sum", "staffing 3 claimed", "6"),  # parts
    here("wrong_sum", "results 2 dpt_j", "591"),  # voters of the station
    Case("wrong_sum", "results.csv:2 [suara_sah]", cell("results 2 paslon1", "246"), "pairs"),
    Case("wrong_sum", f"{TOTAL}.csv:10 [value]", cell(f"{TOTAL} 12 value", "684"), "district"),
    Case("wrong_sum", f"{TOTAL}.csv:10 [value]", cells("results", 2, paslon1="244", paslon2="237"), "rows"),
    Case("over_cap", "stations.csv:2 [dpt_total]", cells("stations", 2, dpt_men="301", dpt_total="601")),
    Case("conflict", f"{TOTAL}.csv:4 [value]", cells(TOTAL, 4, measure="dpt", value="1669", source="S2")),
]

COORDINATION = [
    here("unknown_code", "meetings 2 chair", "mayor"),
    here("unknown_code", "meetings 2 series", "forum"),
    here("unknown_code", "meetings 3 during", "voting"),
    here("unknown_code", "events 2 office", "mayor"),
    here("unknown_code", "actions 2 partners", "ppk pps"),
    here("unknown_code", "payments 2 grant", "lost"),
    here("bad_choice", "meetings 2 regime", "government"),
    here("bad_time", "meetings 2 starts", "25:00"),
    here("bad_time", "meetings 2 starts", "pagi"),
    here("zero_number", "agenda 2 number", "0"),
    here("number_too_large", "agenda 2 number", "40000"),
    here("worded_number", "grants 2 amount", "13,9 Milyar"),
    here("separated_number", "grants 2 amount", "3.205.756"),
    here("bad_number", "grants 2 amount", "1.5.5"),
    here("too_long", "meetings 2 title", "x" * 201),
    here("not_of_meeting", "claims 2 statement", "2"),
    here("not_of_meeting", "statements 2 agenda", "7"),
    here("not_of_meeting", "actions 2 conclusion", "3"),
    here("not_of_meeting", "duties 2 statement", "5"),
    Case("not_of_meeting", "claims.csv:2 [statement]", without_row("statements", 2), "gone"),
    here("missing_value", "claims 2 statement", ""),
    here("bad_unit", "claims 2 unit", "orang/../.."),
    here("bad_number", "claims 2 value", "9" * 19),
    here("bad_number", "claims 2 value", "0.1255"),
    here("statement_without_meeting", "duties 2 meeting", ""),
    Case("duplicate", "statements.csv:4 [meeting]", second_row("statements", 2)),
    Case("duplicate", "attendance.csv:3 [office]", cells("attendance", 3, institution="kpu", office="chair")),
    here("office_elsewhere", "attendance 3 office", "chair"),
    Case("office_elsewhere", "statements.csv:2 [office]", cell("statements 2 institution", "ppk")),
    here("day_and_window", "meetings 2 not_before", "2024-11-01"),
    here("day_and_window", "meetings 2 during", "coklit"),
    Case(
        "end_before_start",
        "meetings.csv:3 [not_after]",
        cells("meetings", 3, not_before="2024-07-01", not_after="2024-06-30"),
    ),
    here("hours_reversed", "meetings 2 ends", "08.59"),
    here("missing_detail", "attendance 3 represented_by", ""),
    here("missing_detail", "attendance 4 reason", ""),
    Case("too_open", "statements.csv:3 [visibility]", cell("statements 3 visibility", "public")),
    Case("too_open", "claims.csv:3 [visibility]", cell("claims 3 visibility", ""), "than its statement"),
    Case("too_open", "claims.csv:2 [visibility]", cell("statements 2 visibility", "internal"), "claim"),
    Case("practice_promised", "duties.csv:2 [basis]", cell("duties 2 basis", "practice")),
    here("restricted_without_table", "duties 3 visibility", "restricted"),
    here("no_value", "claims 2 value", ""),
    here("no_value", "grants 2 amount", ""),
    here("no_sample", "statements 2 sample", "true"),
    here("grant_to_itself", "grants 2 grantee", "pemkot"),
    Case("grant_to_itself", "grants.csv:2 [grantee]", cell("grants 2 grantor", "ppk"), "its own part"),
    here("zero_money", "grants 3 amount", "0"),
    here("tranche_of_return", "payments 3 tranche", "2"),
    here("loop", "grants 2 part_of", "guard"),
]

MAPS = [
    Case("bad_geojson", f"{MAP}", text(MAP, "[105.3, ", "[NaN, "), "no number"),
    Case("bad_geojson", WARD, text(MAP, "[105.3, ", "[205.3, "), "abroad"),
    Case("bad_geojson", WARD, text(MAP, "[105.3, ", "[true, "), "true"),
    Case("bad_geojson", WARD, text(MAP, "Polygon", "Point"), "a point"),
    Case("bad_geojson", f"{MAP}:1", content(MAP, b"{{"), "no JSON"),
    Case("bad_geojson", MAP, content(MAP, b"[" * 100_000), "deep"),
    Case("unknown_code", f"{MAP} [18.72.01.1009]", text(MAP, "1001", "1009")),
]

WORKBOOKS = [
    Case("unreadable", "stages.xlsx", lambda folder: (folder / "stages.csv").rename(folder / "stages.xlsx")),
    Case("eaten_code", "stations.xlsx:2 [code]", workbook("stations", numbers=["code"])),
    Case("eaten_code", "regions.xlsx:2 [code]", workbook("regions", numbers=["code"])),
    Case("date_serial", "stages.xlsx:2 [start]", workbook("stages", put={("start", 2): 45443})),
    Case("number_as_date", "staffing.xlsx:2 [claimed]", workbook("staffing", put={("claimed", 2): "date"})),
    Case("number_as_date", "regions.xlsx:3 [code]", workbook("regions", put={("code", 3): "date"})),
    Case("number_as_date", "regions.xlsx:3 [name]", workbook("regions", put={("name", 3): "date"})),
    Case("bad_number", "staffing.xlsx:2 [claimed]", workbook("staffing", put={("claimed", 2): 20.5})),
    Case("formula_cell", "staffing.xlsx:2 [claimed]", workbook("staffing", put={("claimed", 2): FORMULA})),
    Case("error_cell", "staffing.xlsx:2 [claimed]", workbook("staffing", put={("claimed", 2): "#N/A"})),
    Case("merged_cells", "pairs.xlsx:2", workbook("pairs", merge="C2:D2")),
    Case("many_sheets", "pairs.xlsx", workbook("pairs", sheets=2)),
]

CASES = [*FILES, *YAML, *HEADINGS, *CELLS, *ROWS, *SUMS, *COORDINATION, *MAPS, *WORKBOOKS]
