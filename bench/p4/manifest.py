"""The figures of area ``p4`` and where they are measured."""

from bench.figures import Figure

FIGURES = (
    Figure("p4.search.open.five", "open phrases whose right class is among the first five", "%", at_least=90),
    Figure("p4.search.open.first", "open phrases whose right class is the first", "%", at_least=75),
    Figure("p4.search.held_out.five", "phrases held out by hash whose right class is among the first five", "%", at_least=90),
    Figure("p4.search.held_out.first", "phrases held out by hash whose right class is the first", "%", at_least=75),
    Figure("p4.roadmaps.wrong", "roadmaps out of order, without a reason, or blocked for good", "roadmaps", at_most=0),
    Figure("p4.roadmaps.rate", "every class × every answer set: roadmaps built", "per s", at_least=5000),
    Figure("p4.roadmaps.unreachable", "tasks that no class and no answer leads to", "tasks", at_most=0),
    Figure("p4.roadmaps.build", "one roadmap", "µs", at_most=150),
    Figure("p4.cases.cells", "cells of the hand-made cases on which the engine agrees", "%", at_least=99.5),
    Figure("p4.cases.count", "hand-made cases", "cases", at_least=60),
    Figure("p4.search.time", "slowest of all phrases over 3,349 classes, median of three", "ms", at_most=20),
    Figure("p4.pages.time", "page of a roadmap, the slowest of twenty (p95), server time", "ms", at_most=50),
    Figure("p4.pages.size", "largest page of the roadmap, compressed, everything it needs", "KB", at_most=14),
    Figure("p4.stuck.city", "stuck of a whole province counted by kelurahan, 300,000 members", "ms", at_most=2000),
    Figure("p4.stuck.names", "stuck of one kelurahan by name, 300,000 members", "ms", at_most=100),
    Figure("p4.counters.wrong", "outcomes of a closed counter day that differ from their facts", "outcomes", at_most=0),
    Figure("p4.pages.axe", "violations of WCAG 2.2 AA, or wider than 360 px", "violations", at_most=0),
)
MEASURES = ("bench.p4.search", "bench.p4.roadmaps", "bench.p4.pages", "bench.p4.stuck")
