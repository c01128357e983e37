"""A code from an authenticator app at the login, where REQUIRE_SECOND_FACTOR asks for it."""

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_lazy as _
from django_otp.admin import OTPAdminAuthenticationForm, OTPAdminSite
from django_otp.plugins.otp_totp.models import TOTPDevice


class SecondFactorForm(OTPAdminAuthenticationForm):
    otp_token = forms.CharField(
        label=_("Code from your authenticator app"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
    otp_error_messages = {
        **OTPAdminAuthenticationForm.otp_error_messages,
        "token_required": _("Enter the six digits that your authenticator app shows."),
        "invalid_token": _("This code is not right. Enter the digits the app shows now."),
        "device_required": _("No authenticator app is set up for you. Ask who runs this site."),
        "n_failed_attempts": _("Too many wrong codes. Wait a moment, then enter a new one."),
    }

    def _chosen_device(self, user: AbstractBaseUser) -> TOTPDevice | None:
        """Everyone has one: `manage.py second_factor` replaces the key someone had before."""
        devices = TOTPDevice.objects.select_for_update()
        device: TOTPDevice | None = devices.filter(user=user, confirmed=True).first()
        return device

    def _update_form(self, user: AbstractBaseUser) -> None:
        """Instead of the stock form's, which sends the password back in the page."""


class SecondFactorSite(OTPAdminSite):
    """The stock admin site, open only to people whose code was checked."""

    login_form = SecondFactorForm
    login_template = "admin/login.html"
