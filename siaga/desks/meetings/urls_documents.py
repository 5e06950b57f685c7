"""Addresses of the documents: /dokumen/."""

from django.urls import URLPattern

app_name = "documents"
urlpatterns: list[URLPattern] = []
