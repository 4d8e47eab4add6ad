"""The figures of area ``proof`` and where they are measured."""

from bench.figures import Figure

FIGURES = (
    Figure("proof.alterations.missed", "of 10,000 random alterations of a sealed export, not found", "alterations", at_most=0),
    Figure("proof.alterations.misplaced", "of those found, not located at the altered fact or batch", "alterations", at_most=0),
    Figure("proof.verify.million", "stand-alone verifier, 1,000,000 facts", "s", at_most=60),
    Figure("proof.sealing.cost", "what sealing takes from the rate of registrations", "%", at_most=5),
    Figure("proof.readings.unequal", "of 10,000 random histories, read differently by Python and by Ibis", "histories", at_most=0),
    Figure(
        "proof.figures.missed",
        "contradictions of the published history listed by the programme, not found by rule",
        "rows",
        at_most=0,
    ),
    Figure("proof.sheet.time", "spreadsheet of 50,000 rows: read, checked, stored", "s", at_most=60),
    Figure("proof.sheet.memory", "peak memory of 50,000 rows over that of 5,000 rows", "ratio", at_most=1.3),
    Figure("proof.sheet.lost", "rows that are neither stored nor rejected", "rows", at_most=0),
    Figure("proof.load.time", "300,000 members with 3 million facts loaded and sealed", "s", at_most=300),
    Figure("proof.extract.full", "extraction of 3 million facts from nothing", "s", at_most=60),
    Figure("proof.extract.day", "extraction of one day", "s", at_most=5),
    Figure("proof.readings.rebuild", "all readings of three editions for 300,000 members, rebuilt from nothing", "s", at_most=10),
    Figure("proof.round.page", "round page, 300,000 members, 95th percentile", "ms", at_most=150),
    Figure("proof.erasure.time", "erasure of one of 300,000 members, from the decision to the last trace", "s", at_most=60),
    Figure("proof.erasure.traces", "traces of an erased person in database, files, warehouse and search", "traces", at_most=0),
    Figure("proof.erasure.chain", "faults that the verifier finds after erasures", "faults", at_most=0),
    Figure("proof.restore.time", "backup restored on an empty cluster, 300,000 members", "s", at_most=600),
    Figure("proof.restore.differences", "counts, heads or readings that differ after the restore", "differences", at_most=0),
)
MEASURES = (
    "bench.proof.seals",
    "bench.proof.readings",
    "bench.proof.published",
    "bench.proof.sheets",
    "bench.proof.city",
)
"""``city`` loads 300,000 members once and hands the same programme to warehouse, erasure and restore."""
