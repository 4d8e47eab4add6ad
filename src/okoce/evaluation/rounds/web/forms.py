"""Forms of the round."""

from django import forms
from django.utils.translation import gettext_lazy


class DecisionForm(forms.Form):
    """What a round decides."""

    action = forms.CharField(
        label=gettext_lazy("Tindakan"),
        max_length=300,
        help_text=gettext_lazy("Apa yang dikerjakan, dalam satu kalimat."),
    )
    cause = forms.CharField(
        label=gettext_lazy("Angka atau sebab"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Mengapa: angka mana yang mendorongnya."),
    )
    owner = forms.CharField(
        label=gettext_lazy("Penanggung jawab"),
        max_length=120,
        help_text=gettext_lazy("Satu orang atau satu jabatan."),
    )
    due_on = forms.DateField(label=gettext_lazy("Tenggat"), widget=forms.DateInput(attrs={"type": "date"}))


class ResultForm(forms.Form):
    """What came of a decision."""

    result = forms.CharField(
        label=gettext_lazy("Hasil"),
        max_length=300,
        help_text=gettext_lazy("Apa yang terjadi, dalam satu kalimat."),
    )
