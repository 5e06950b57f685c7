"""Addresses of the readiness board."""

from django.urls import path

from siaga.desks.readiness.views.board import board_lights, board_page

app_name = "readiness"
urlpatterns = [
    path("", board_page, name="board"),
    path("lampu/", board_lights, name="lights"),
]
