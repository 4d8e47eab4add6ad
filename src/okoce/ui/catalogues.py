"""Message catalogues without system tools. The source text is Indonesian; each app keeps its English beside its code in
locale/en/LC_MESSAGES/django.po. Entries are sorted and carry no line numbers, so that differences stay small."""

import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.utils.translation.template import templatize

LANGUAGE = "en"
COMPILED = "locale/*/LC_MESSAGES/django.po"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sdif]|\{\w*\}")

Text = str | tuple[str, ...]
Key = tuple[str, Text]


@dataclass(frozen=True, slots=True)
class App:
    name: str
    folder: Path
    without: tuple[Path, ...] = ()

    @property
    def po(self) -> Path:
        return self.folder / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"

    def sources(self) -> Iterator[Path]:
        """Python and templates of this app, without those of an app inside its folder."""
        for path in sorted(self.folder.rglob("*")):
            if path.suffix in (".py", ".html", ".txt") and not any(path.is_relative_to(other) for other in self.without):
                yield path


def our_apps() -> list[App]:
    folders = {config.name: Path(config.path) for config in apps.get_app_configs() if config.name.startswith("okoce.")}
    return [
        App(name, folder, tuple(other for other in folders.values() if other != folder and other.is_relative_to(folder)))
        for name, folder in sorted(folders.items())
    ]


def extracted(app: App) -> set[Key]:
    return {key for path in app.sources() for key in _keys_of(path)}


def _keys_of(path: Path) -> Iterator[Key]:
    source = path.read_text("utf-8")
    if path.suffix != ".py":
        if "{%" not in source and "{{" not in source:
            return
        # Templates become Python-like text whose layout means nothing: without it, it is one statement a line.
        source = "\n".join(line.strip() for line in templatize(source, origin=str(path)).splitlines())
    stream = io.BytesIO(source.encode())
    for _, messages, _, context in extract("python", stream, keywords=KEYWORDS, options={"encoding": "utf-8"}):
        text: Text = messages if isinstance(messages, str) else tuple(messages)
        if text:
            yield context or "", text


def key_of(message: Message) -> Key:
    text: Text = message.id if isinstance(message.id, str) else tuple(message.id)
    return message.context or "", text


def read_catalogue(path: Path) -> Catalog:
    language = path.parents[1].name
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def entries(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def remembered() -> dict[Key, Text]:
    """The English that any app has already given to a sentence."""
    memory: dict[Key, Text] = {}
    for app in our_apps():
        for message in entries(read_catalogue(app.po)):
            if message.string and not message.fuzzy and any(message.string):
                memory.setdefault(key_of(message), _text(message.string))
    return memory


def _text(string: str | Iterable[str]) -> Text:
    return string if isinstance(string, str) else tuple(string)


def updated(app: App, memory: Mapping[Key, Text] | None = None) -> str:
    """The app's catalogue for what its source says now: translations kept, dead entries dropped, new ones taken from
    what other apps say for the same sentence, or else empty."""
    memory = memory or {}
    kept = {key_of(message): message for message in entries(read_catalogue(app.po))}
    fresh = Catalog(locale=LANGUAGE)
    for context, text in sorted(extracted(app), key=_order):
        known = kept.get((context, text))
        flags = {"python-format"} if "%(" in str(text) else set()
        if known is not None and known.fuzzy:
            flags.add("fuzzy")
        english = known.string if known is not None and any(known.string or ()) else memory.get((context, text))
        fresh.add(text, english, context=context or None, flags=flags)
    return _written(fresh)


def _order(key: Key) -> tuple[str, ...]:
    context, text = key
    return (text, context) if isinstance(text, str) else (*text, context)


def _written(catalogue: Catalog) -> str:
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=0, omit_header=True, no_location=True)
    header = (
        'msgid ""\nmsgstr ""\n"Language: en\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    return header + buffer.getvalue().decode().strip() + "\n"


def compile_catalogue(po: Path) -> bool:
    """Writes the .mo beside the .po when the .po is newer; True when it wrote."""
    mo = po.with_suffix(".mo")
    if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
        return False
    catalogue = read_catalogue(po)
    # Two processes may compile at once: each writes its own file, and the last rename wins with the same content.
    half_written = mo.with_suffix(f".{os.getpid()}.part")
    with half_written.open("wb") as stream:
        write_mo(stream, catalogue)
    half_written.replace(mo)
    return True


def compile_all() -> int:
    """Every language: beside the English of all apps, ui keeps plainer Indonesian for some of Django's sentences."""
    return sum(compile_catalogue(po) for app in our_apps() for po in sorted(app.folder.glob(COMPILED)))


def missing_translations(chosen: Iterable[App] | None = None) -> list[str]:
    """Everything that would reach an English reader in Indonesian, or with a broken placeholder; one line each."""
    problems: list[str] = []
    for app in our_apps() if chosen is None else chosen:
        known = {key_of(message): message for message in entries(read_catalogue(app.po))}
        for key in sorted(extracted(app), key=_order):
            problem = _problem(known.get(key))
            if problem:
                problems.append(f"{app.name}: {problem}: {key[1]!r}")
    return problems


def _problem(message: Message | None) -> str:
    if message is None:
        return "not in the catalogue"
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if not strings or not all(strings):
        return "without English"
    if message.fuzzy:
        return "marked fuzzy"
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    wanted = set(PLACEHOLDER.findall(ids[-1]))
    if any(set(PLACEHOLDER.findall(text)) != wanted for text in strings):
        return "other placeholders"
    return ""


def conflicting_translations() -> list[str]:
    """Django merges the catalogues of all apps, and one English wins: the same Indonesian must have the same English.
    Where two meanings share a word, a context (pgettext) tells them apart."""
    seen: dict[Key, dict[str, list[str]]] = {}
    for app in our_apps():
        for message in entries(read_catalogue(app.po)):
            if not message.string or not any(message.string):
                continue
            seen.setdefault(key_of(message), {}).setdefault(str(message.string), []).append(app.name)
    return [
        f"{key[1]!r}: " + "; ".join(f"{english!r} in {', '.join(names)}" for english, names in sorted(strings.items()))
        for key, strings in sorted(seen.items(), key=lambda item: _order(item[0]))
        if len(strings) > 1
    ]
