"""The figures of area ``p4`` and where they are measured."""

from bench.figures import Figure

FIGURES = (
    Figure("p4.search.open.five", "open phrases whose right class is among the first five", "%", at_least=90),
    Figure("p4.search.open.first", "open phrases whose right class is the first", "%", at_least=75),
    Figure("p4.search.held_out.five", "phrases held out by hash whose right class is among the first five", "%", at_least=90),
    Figure("p4.search.held_out.first", "phrases held out by hash whose right class is the first", "%", at_least=75),
    Figure("p4.search.time", "slowest of all phrases over 3,349 classes, median of three", "ms", at_most=20),
)
MEASURES = ("bench.p4.search",)
