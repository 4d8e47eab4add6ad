"""Why a community cannot take somebody."""

from django import forms
from django.utils.translation import gettext_lazy as _

from okoce.portal.desk.forms.fields import ReasonForm
from okoce.stages.p1_registration.enums import DeclineReason


class DeclineForm(ReasonForm):
    """A reason that the member will read."""

    reason = forms.ChoiceField(
        label=_("Alasan"),
        choices=DeclineReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih alasannya: ia akan membacanya dan memilih komunitas lain.")},
    )
    note = forms.CharField(label=_("Pesan untuknya"), required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
