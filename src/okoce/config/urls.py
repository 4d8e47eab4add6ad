"""All routes: each app brings its own list; the access table in tests/access names every one of them."""

from django.urls import URLPattern, URLResolver, include, path

handler400 = "okoce.ui.web.errors.bad_request"
handler403 = "okoce.ui.web.errors.no_permission"
handler404 = "okoce.ui.web.errors.not_found"
handler500 = "okoce.ui.web.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("meja/komunitas/", include("okoce.portal.community.urls")),
    path("", include("okoce.privacy.web.urls")),
    path("meja/", include("okoce.portal.desk.urls")),
    path("", include("okoce.stages.p4_licensing.web.permits.urls")),
    path("", include("okoce.stages.p4_licensing.web.counters.urls")),
    path("", include("okoce.imports.web.urls")),
    path("", include("okoce.portal.urls")),
    path("", include("okoce.stages.p1_registration.web.urls")),
    path("", include("okoce.stages.p4_licensing.web.roadmap.urls")),
    path("", include("okoce.accounts.web.urls")),
    path("", include("okoce.ui.web.urls")),
    path("", include("okoce.partners.web.urls")),
    path("", include("okoce.evaluation.rounds.web.urls")),
    path("", include("okoce.progression.web.urls")),
    path("", include("okoce.regulations.web.urls")),
    path("", include("okoce.evaluation.figures.web.urls")),
]
