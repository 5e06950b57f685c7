"""Texts of Django and of the sign-in library that show on our pages and whose own Indonesian reads badly.

Our translation file is asked before theirs, so a text that is named here is worded there.
"""

from django.utils.translation import gettext_noop as _

TEXTS = (
    # forms
    _("This field is required."),
    _("Enter a valid date."),
    _("Enter a whole number."),
    _("Enter a number."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    # passwords
    _("Your password can’t be too similar to your other personal information."),
    _("Your password can’t be a commonly used password."),
    _("Your password can’t be entirely numeric."),
    _("The password is too similar to the %(verbose_name)s."),
    # signing in
    _("The username and/or password you specified are not correct."),
    _("Invalid login."),
    _("Incorrect code."),
    _("Please reauthenticate to safeguard your account."),
    _("Passkey"),
    _("This key does not indicate whether it is a passkey."),
)
