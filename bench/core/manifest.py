"""The figures of area ``core`` and where they are measured."""

from bench.figures import Figure

FIGURES = (
    Figure("core.registration.rate", "registrations accepted and durable, two web workers, HTTP form", "per s", at_least=300),
    Figure("core.registration.p99", "99th percentile at 150 registrations per second", "ms", at_most=250),
    Figure("core.registration.settled", "accepted registrations settled into members, one worker", "per s", at_least=300),
    Figure("core.registration.requests", "requests from opening the form to holding the receipt", "requests", at_most=3),
    Figure("core.registration.twice", "members from one form sent 5 times by 16 senders at once", "members", at_most=1),
    Figure("core.registration.same_nik", "members from 64 parallel registrations of one NIK", "members", at_most=1),
    Figure("core.kill.lost", "acknowledged registrations lost or without member after kills under load", "lost", at_most=0),
    Figure("core.late.wrong", "packs that hold an unsealed fact, or do not show it as late afterwards", "packs", at_most=0),
    Figure("core.home.time", "server time of a member's home page, 95th percentile", "ms", at_most=50),
    Figure("core.home.queries", "queries that a member's home needs more once she has 30 more facts", "queries", at_most=0),
    Figure("core.citizen.size", "largest citizen page, compressed, whole first view", "KB", at_most=14),
    Figure("core.axe.violations", "WCAG 2.2 AA violations that axe finds in Chromium", "violations", at_most=0),
    Figure("core.run.first", "make run on a fresh copy until the address is printed", "s", at_most=180),
    Figure("core.run.again", "make run the next time", "s", at_most=15),
    Figure("core.neutral.timing", "difference of median answers for a known and a new NIK", "%", at_most=5),
)
MEASURES = ("bench.core.registration", "bench.core.durability", "bench.core.late", "bench.core.pages", "bench.core.startup")
