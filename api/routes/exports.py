"""The graph as a file for other programs."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from api.problems import documented
from api.routes.common import Edges, Here
from graph.exports.formats import ExportOptions, export
from graph.exports.rows import Edges as EdgeKind

router = APIRouter(tags=["export"])


class Format(StrEnum):
    """What files there are."""

    GRAPHML = "graphml"
    GEXF = "gexf"
    CSV = "csv"
    JSON = "json"
    NQUADS = "nquads"
    TRIG = "trig"


# Format → media type and suffix of what is sent.
SENT = {
    Format.GRAPHML: ("application/graphml+xml", "graphml"),
    Format.GEXF: ("application/gexf+xml", "gexf"),
    Format.CSV: ("application/zip", "zip"),
    Format.JSON: ("application/json", "json"),
    Format.NQUADS: ("application/n-quads", "nq"),
    Format.TRIG: ("application/trig", "trig"),
}


@router.get(
    "/export/{format}",
    response_class=FileResponse,
    responses={
        200: {"content": {media: {} for media, _ in SENT.values()}, "description": "the file"},
        **documented(400, 404, 422),
    },
)
def export_file(
    service: Here,
    format: Format,
    sieve: Edges,
    edges: Annotated[EdgeKind, Query(description="what an edge stands for")] = EdgeKind.RELATION,
    strict: Annotated[bool, Query(description="nothing the GraphML schema does not know")] = False,
) -> FileResponse:
    """The view (as N-Quads and TriG the whole store) as a file; CSV is two files in a zip."""
    media, suffix = SENT[format]
    folder = Path(tempfile.mkdtemp(prefix="parley-"))
    remove = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    try:
        options = ExportOptions(sieve=sieve, edges=edges, strict=strict)
        written = export(service.store, format.value, folder / f"parley.{suffix}", options)
        file = written[0] if len(written) == 1 else _zipped(written, folder / "all.zip")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    name, headers = f"parley.{suffix}", {"ETag": _tag(file)}
    return FileResponse(file, headers=headers, media_type=media, filename=name, background=remove)


def _tag(file: Path) -> str:
    """A tag by what is in the file, as its time says nothing."""
    with file.open("rb") as content:
        return f'"{hashlib.file_digest(content, "sha256").hexdigest()[:24]}"'


def _zipped(files: list[Path], target: Path) -> Path:
    """One archive of several files, the same bytes for the same files."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(zipfile.ZipInfo(file.name), file.read_bytes(), zipfile.ZIP_DEFLATED)
    return target
