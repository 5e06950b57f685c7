"""Addresses of the actions that meetings left: /tindak-lanjut/."""

from django.urls import URLPattern

app_name = "actions"
urlpatterns: list[URLPattern] = []
