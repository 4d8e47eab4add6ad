"""What forms lead to: one function for each, shared by her own pages and the desks. A refusal stands beside its field."""

from uuid import UUID

from okoce.accounts.queries import Actor
from okoce.core.decisions import NotAllowed
from okoce.core.ids import parse_id
from okoce.stages.p4_licensing import services
from okoce.stages.p4_licensing.enums import Licence, NoLicence, Office, Outcome, Source
from okoce.stages.p4_licensing.services import NotGoing, Report, Submission
from okoce.stages.p4_licensing.web.permits.forms import DeclineForm, EndForm, FileForm, ReportForm, SubmissionForm
from okoce.ui.presentation import today


def reported(by: Actor, person_id: UUID, form: ReportForm) -> UUID | None:
    """The permit's id, or None with the refusal on the form."""
    picture, given = form.picture(), form.cleaned_data
    if form.errors:
        return None
    report = Report(
        person_id=person_id,
        licence=Licence(given["licence"]),
        number=given["number"],
        issued_on=given["issued_on"],
        valid_until=given["valid_until"],
        renews=parse_id(given.get("renews") or ""),
        file=picture,
        seen=Source(given["seen"]) if given.get("seen") else None,
        despite_doubt=bool(given.get("despite_doubt")),
        id=given["form_id"],
    )
    try:
        return services.report(by=by, given=report)
    except NotAllowed as refused:
        form.refuse(refused.decision)
        return None


def applied(by: Actor, person_id: UUID, form: SubmissionForm) -> bool:
    given = form.cleaned_data
    submission = Submission(
        person_id=person_id,
        licence=Licence(given["licence"]),
        office=Office(given["office"]),
        submitted_on=given["submitted_on"],
        number=given["number"],
        id=given["form_id"],
    )
    try:
        services.apply(by=by, given=submission)
    except NotAllowed as refused:
        form.refuse(refused.decision)
        return False
    return True


def declined(by: Actor, person_id: UUID, form: DeclineForm) -> bool:
    given = form.cleaned_data
    said = NotGoing(
        person_id, Licence(given["licence"]), NoLicence(given["reason"]), today(), note=given["note"], id=given["form_id"]
    )
    try:
        services.decline(by=by, given=said)
    except NotAllowed as refused:
        form.refuse(refused.decision)
        return False
    return True


def ended(by: Actor, application_id: UUID, form: EndForm) -> bool:
    given = form.cleaned_data
    try:
        services.end_application(
            by=by,
            application_id=application_id,
            outcome=Outcome(given["outcome"]),
            reason=NoLicence(given["reason"]),
            on=given["on"],
            note=given["note"],
            fact_id=given["form_id"],
        )
    except NotAllowed as refused:
        form.refuse(refused.decision)
        return False
    return True


def filed(by: Actor, permit_id: UUID, form: FileForm) -> bool:
    picture = form.picture()
    if picture is None or form.errors:
        return False
    try:
        services.add_file(by=by, permit_id=permit_id, file=picture)
    except NotAllowed as refused:
        form.refuse(refused.decision)
        return False
    return True
