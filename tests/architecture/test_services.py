"""Writes look the same everywhere: keyword-only, who acts first."""

import ast

from tests.architecture.source import Module, functions, modules, nothing_wrong

BY_NOBODY = {
    "evaluation.figures.services": "what others published, taken in by the command; no page writes it",
    "facts.services.seal": "the sealer is no person",
    "facts.services.seal_all": "the sealer is no person",
    "facts.services.heads_file": "where a file lies",
    "facts.services.write_day_heads": "the worker writes what stands already",
    "accounts.services": "signing in: nobody is known before it has worked",
    "messaging.services": "messages are written in the service that acts; the worker sends them",
    "places.services": "reference data that the repository ships, loaded by the command",
    "regulations.services.load_shipped_rules": "reference data that the repository ships, loaded by the command",
    "classifications.services.load_shipped_classifications": "reference data that the repository ships, loaded by the command",
    "regulations.services.make_due_rule_previews": "the worker makes what was asked for; the preview keeps who asked",
    "progression.services.load_shipped_editions": "reference data that the repository ships, loaded by the command",
    "evaluation.readings.services": "the worker keeps readings in the warehouse; nobody acts",
    "evaluation.warehouse.services": "the worker fills the warehouse; nobody acts",
    "progression.services.make_due_previews": "the worker makes what was asked for; the preview keeps who asked",
    "imports.services.work": "the worker does what officers asked for; each import keeps who did",
    "imports.services.forget_expired": "the worker forgets what is kept no longer",
    "imports.services.forget_person": "the app that decides about erasure has checked the right and writes it down",
    "portal.services.forget_left_over": "the worker deletes what killed processes left",
    "portal.services.folder": "where files lie while they are made",
    "portal.services.making": "a folder for a file in the making; the export itself keeps who made it",
    "stages.p1_registration.services.settle_due": "the worker settles what was accepted; the registration keeps who took it",
    "stages.p1_registration.services.send_receipt_code": "a code proves that the phone is hers; nobody is known before",
    "stages.p1_registration.services.open_receipt": "the code that she typed says who she is",
    "stages.p1_registration.services.send_claim_code": "a code proves that the phone is hers; nobody is known before",
    "stages.p1_registration.services.open_claim_answer": "the code that she typed says who she is",
    "stages.p4_licensing.services.follow_facts": "the worker makes rows of facts; each fact keeps who stated it",
    "stages.p4_licensing.services.follow_waits": "the worker makes waits of facts; each fact keeps who stated it",
    "stages.p4_licensing.services.wait_again": "the same, at once for those about whom something was recorded",
    "stages.p4_licensing.services.forget_strangers": "the worker forgets what is kept no longer",
    "stages.p4_licensing.services.remind_due": "the worker reminds; nobody acts",
    "privacy.services.trace": "a proof for the bench and the tests; no page offers it",
    "privacy.services.erasure_file": "a log of opaque ids, written by the service that carries the order out",
    "stages.p1_registration.services.open_claim": "anybody may open a claim, without an account",
}
"""A service, or a whole services module, whose functions act for nobody, with the reason."""


def service_functions() -> list[tuple[Module, ast.FunctionDef]]:
    """What ``services`` offers: the names of ``__all__`` of a package, every public function of a single file."""
    exported: dict[str, set[str]] = {}
    for module in modules():
        if module.in_app == "services" and module.path.name == "__init__.py":
            exported[module.app] = {
                alias.name for node in module.tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
            }
    return [
        (module, node)
        for module in modules()
        if module.in_app.split(".")[0] == "services"
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and (module.app not in exported or node.name in exported[module.app])
    ]


def test_there_are_services() -> None:
    assert len(service_functions()) > 20


def test_services_are_keyword_only() -> None:
    wrong = [
        f"{module.place}:{node.lineno} {node.name}"
        for module, node in service_functions()
        if (node.args.args or node.args.posonlyargs) and not _acts_for_nobody(module, node)
    ]
    nothing_wrong(wrong, "begin the parameters of a service with *")


def test_services_say_who_acts() -> None:
    wrong = [
        f"{module.place}:{node.lineno} {node.name}"
        for module, node in service_functions()
        if not _acts_for_nobody(module, node) and (not node.args.kwonlyargs or node.args.kwonlyargs[0].arg != "by")
    ]
    nothing_wrong(wrong, "the first parameter of a service is by; where nobody acts, say why in BY_NOBODY")


def _acts_for_nobody(module: Module, node: ast.FunctionDef) -> bool:
    return f"{module.app}.services" in BY_NOBODY or f"{module.app}.services.{node.name}" in BY_NOBODY


def test_only_services_save() -> None:
    """Views, queries, rules and permissions write nothing."""
    verbs = {"save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "delete"}
    wrong = [
        f"{module.place}:{node.lineno} .{node.func.attr}()"
        for module in modules()
        if module.in_app.split(".")[0] in ("web", "queries", "permissions", "rules", "models")
        for function in functions(module.tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in verbs
    ]
    nothing_wrong(wrong, "move the write into services")
