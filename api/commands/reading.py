"""`parley build` and `parley extract`: articles in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api import terminal
from api.commands.options import (
    ExitZeroOption,
    JsonOption,
    ModelOption,
    PublishedOption,
    QuietOption,
    ReadAllOption,
    RegistryOption,
    StoreOption,
    WorkersOption,
    settings,
    writing_store,
)
from api.exits import Exit
from api.settings import Settings
from api.values import whole_day

if TYPE_CHECKING:
    from extract.articles import Unreadable
    from graph.records import Change, Size
    from ontology.facts import Article, Reading

Paths = Annotated[
    list[str],
    typer.Argument(help="Files and folders of .txt, .html, .json, .jsonl; - is standard input."),
]


@dataclass(slots=True)
class Batch:
    """What went by while a batch was read: counts, and what was left out."""

    readings: int = 0
    facts: set[str] = field(default_factory=set)
    unreadable: list[Unreadable] = field(default_factory=list)
    gaps: dict[str, int] = field(default_factory=dict)

    def articles(self, found: Iterable[Article | Unreadable]) -> Iterator[Article]:
        """The articles of a batch; what cannot be read is kept aside."""
        # Imported here: only reading needs the extractor.
        from extract.articles import Unreadable

        for item in found:
            if isinstance(item, Unreadable):
                self._leave_out(item)
            else:
                yield item

    def counted(self, readings: Iterable[Reading | Unreadable]) -> Iterator[Reading]:
        """The same readings, counted as they go by; an article that failed is kept aside."""
        from extract.articles import Unreadable
        from ontology.facts import fact_id

        for reading in readings:
            if isinstance(reading, Unreadable):
                self._leave_out(reading)
                continue
            self.readings += 1
            self.facts.update(fact_id(told.fact) for told in reading.assertions)
            for gap in reading.gaps:
                self.gaps[gap.reason] = self.gaps.get(gap.reason, 0) + 1
            yield reading

    def _leave_out(self, item: Unreadable) -> None:
        self.unreadable.append(item)
        terminal.note(_left_out(item))


def build(
    paths: Paths,
    store: StoreOption = None,
    published: PublishedOption = None,
    workers: WorkersOption = None,
    registry: RegistryOption = None,
    model: ModelOption = None,
    read_all: ReadAllOption = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    exit_zero: ExitZeroOption = False,
) -> None:
    """Read articles into a store.

    An article read again replaces its former self; one that cannot be read stops no other.
    Files of .nq and .trig, as `parley export` writes them, are taken in as they are.
    """
    # Imported here: `--help` needs no graph.
    from graph.exchange import is_exchange_file, read_graphs

    chosen = settings(store=store, workers=workers, registry=registry, model=model)
    batch = Batch()
    stored = [Path(path) for path in paths if is_exchange_file(Path(path))]
    paths = [path for path in paths if not is_exchange_file(Path(path))]
    with writing_store(chosen) as target:
        change = target.ingest_graphs(read_graphs(stored))
        change += target.ingest(
            _read(paths, published, chosen, batch, quiet=quiet, read_all=read_all)
        )
        size = target.size()
    if as_json:
        terminal.say_json(_summary(batch, change, size))
    elif not quiet:
        _report(batch, change, size, chosen)
    _finish(batch, exit_zero=exit_zero)


def extract(
    paths: Paths,
    published: PublishedOption = None,
    workers: WorkersOption = None,
    registry: RegistryOption = None,
    model: ModelOption = None,
    read_all: ReadAllOption = False,
    as_json: JsonOption = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say by which rule and words each fact was found.")
    ] = False,
    exit_zero: ExitZeroOption = False,
) -> None:
    """Print the facts of articles.

    With --json one object a line and article; no store is touched.
    """
    # Imported here: only reading needs the extractor.
    from extract.report import as_json as to_json

    chosen = settings(workers=workers, registry=registry, model=model)
    batch = Batch()
    for reading in _read(paths, published, chosen, batch, quiet=True, read_all=read_all):
        if as_json:
            terminal.say_json(to_json(reading))
        elif explain:
            _explain(reading)
        else:
            _print(reading)
    _finish(batch, exit_zero=exit_zero)


def _read(
    paths: list[str],
    published: str | None,
    chosen: Settings,
    batch: Batch,
    *,
    quiet: bool,
    read_all: bool,
) -> Iterator[Reading]:
    # Imported here: loading spaCy takes seconds, and only reading needs it.
    from extract.articles import distinct, read_articles
    from extract.reader import Reader

    day = whole_day(published, "--published")
    found = distinct(item for path in paths for item in read_articles(path, day))
    articles = batch.articles(found)
    first = next(articles, None)
    if first is None:
        return
    reader = Reader.load(chosen.registry, chosen.model, gated=not read_all)
    with terminal.progress("reading", _files(paths), quiet=quiet) as bar:
        rest = reader.read_many(_chain(first, articles), chosen.workers)
        for reading in batch.counted(rest):
            yield reading
            bar.advance()


def _chain(first: Article, rest: Iterator[Article]) -> Iterator[Article]:
    yield first
    yield from rest


def _files(paths: list[str]) -> int | None:
    """How many articles to expect, where a file holds one each; else unknown."""
    folders = [Path(path) for path in paths if Path(path).is_dir()]
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    many = any(path == "-" or path.endswith(("l", "json")) for path in [*paths, *map(str, files)])
    return None if many else len(files) + len(paths) - len(folders)


def _left_out(item: Unreadable) -> str:
    cure = f" ({item.hint})" if item.hint else ""
    return f"left out: {item.source}: {item.reason}{cure}"


def _finish(batch: Batch, *, exit_zero: bool) -> None:
    if batch.unreadable and not exit_zero:
        raise typer.Exit(Exit.UNREADABLE)


def _summary(batch: Batch, change: Change, size: Size) -> dict[str, object]:
    return {
        "read": batch.readings,
        "added": len(change.added),
        "replaced": len(change.replaced),
        "unchanged": len(change.unchanged),
        "facts": len(batch.facts),
        "left_out": [
            {"source": item.source, "reason": item.reason, "hint": item.hint}
            for item in batch.unreadable
        ],
        "gaps": dict(sorted(batch.gaps.items())),
        "store": {
            "articles": size.articles,
            "assertions": size.assertions,
            "facts": size.facts,
            "actors": size.actors,
            "contested": size.contested,
            "quads": size.quads,
        },
    }


def _report(batch: Batch, change: Change, size: Size, chosen: Settings) -> None:
    news = f"{len(change.added)} new, {len(change.replaced)} changed"
    terminal.note(f"read {batch.readings} articles: {news}, {len(change.unchanged)} as before")
    terminal.note(f"found {len(batch.facts)} facts in them")
    if batch.unreadable:
        terminal.note(f"left out {len(batch.unreadable)} that could not be read, as told above")
    for reason, count in sorted(batch.gaps.items(), key=lambda pair: (-pair[1], pair[0])):
        terminal.note(f"passed over {count} passages: {reason}")
    held = f"{size.articles} articles, {size.facts} facts, {size.actors} actors"
    terminal.note(f"{chosen.store} holds {held}, {size.contested} contested, {size.quads} quads")


def _print(reading: Reading) -> None:
    # Imported here: facts in one line come from the graph's side.
    from api.lines import assertion_line

    published = reading.article.published
    terminal.say(f"{reading.article.id} ({published or 'no date'})")
    for told in sorted(reading.assertions, key=lambda one: one.evidence.start):
        terminal.say(f"  {assertion_line(told)}")


def _explain(reading: Reading) -> None:
    # Imported here: only explaining needs what the rules cover.
    from api.explaining import show
    from extract.explain import Rules, explain

    rules = Rules.load()
    show(explain(reading, rules), rules)
