"""Doubts about offices and who holds them."""

from __future__ import annotations

from siaga.engines.doubts.catalogue.kind import HOLDERS, Kind
from siaga.engines.doubts.model import Severity
from siaga.law.profiles import Text

PEOPLE = (
    Kind(
        "title",
        Severity.WARNING,
        Text("Sebutan jabatan keliru", "Wrong form of title"),
        Text(
            "tertulis {printed}, padahal pada {day} jabatan {office} dipegang {person} sebagai {form}",
            "{printed} is written, but on {day} {office} was {person}, {form}",
        ),
        Text(
            "{printed}: pada {day} jabatan {office} memang dipegang {person} sebagai {form}",
            "{printed}: on {day} {office} was indeed {person}, {form}",
        ),
        Text(
            "sebutan tercetak (Pj, Pjs, Plt, Plh) = cara jabatan dipegang pada hari itu",
            "form printed (Pj, Pjs, Plt, Plh) = form in which the office is held that day",
        ),
        HOLDERS,
    ),
    Kind(
        "addressee-gone",
        Severity.ERROR,
        Text("Ditujukan kepada pejabat yang sudah selesai", "Addressee no longer in office"),
        Text(
            (
                "ditujukan kepada {office} untuk {effect}, padahal masa jabatan {person} ({form}) "
                "berakhir {ended}; pada hari itu: {successor}"
            ),
            (
                "addressed to {office} for {effect}, but the term of {person} ({form}) ends on {ended}; "
                "on that day: {successor}"
            ),
        ),
        Text(
            "{office} pada {effect} masih {person}",
            "{office} on {effect} is still {person}",
        ),
        Text(
            "pejabat pada hari berlaku = pejabat pada hari rapat",
            "holder on the day of effect = holder on the day of the meeting",
        ),
        HOLDERS,
    ),
    Kind(
        "outside-term",
        Severity.ERROR,
        Text("Bertindak di luar masa jabatan", "Acting outside the term"),
        Text(
            (
                "{person} bertindak sebagai {office} pada {day}, padahal masa jabatannya {starts} sampai "
                "{ends}"
            ),
            "{person} acts as {office} on {day}, but the term runs from {starts} to {ends}",
        ),
        Text(
            "{person} memang {office} pada {day}",
            "{person} was indeed {office} on {day}",
        ),
        Text("mulai ≤ hari ≤ akhir masa jabatan", "start ≤ day ≤ end of the term"),
        HOLDERS,
    ),
)
