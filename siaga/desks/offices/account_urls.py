"""Addresses before signing in, beside those of the sign-in library."""

from django.urls import path

from siaga.desks.offices.views import invitations

urlpatterns = [
    path("undangan/<str:token>/", invitations.accept, name="accept_invitation"),
]
