"""Power cuts: what may stand on the disk after one, given what was written and what was waited for.

Everything that was synced is there. A write that was not is there, or not, or some of its sectors are. New names,
renames and deletions come in their order, up to any point, unless the folder was synced; a synced file has its name.
"""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.storage.disk import Op

SECTOR = 512
_NAMES = {"create", "rename", "delete"}


class _Past:
    """What the program did up to the cut: which file each step meant, and what was waited for."""

    def __init__(self, names: Mapping[str, int], ops: Sequence[Op]) -> None:
        self.file_of: list[int | None] = []
        self.synced: dict[int, int] = {}
        self.folder_synced, self.acknowledged = -1, 0
        now, fresh = dict(names), len(names)
        for step, op in enumerate(ops):
            file = now.get(op.name)
            if op.kind == "create":
                file, fresh = fresh, fresh + 1
                now[op.name] = file
            elif op.kind == "delete":
                now.pop(op.name, None)
            elif op.kind == "rename" and file is not None:
                now[op.data.decode()] = now.pop(op.name)
            elif op.kind == "sync" and op.name == ".":
                self.folder_synced = step
            elif op.kind == "sync" and file is not None:
                self.synced[file] = step
            elif op.kind == "ack":
                self.acknowledged = op.place
            self.file_of.append(file)

    def is_durable(self, step: int) -> bool:
        """Tell whether a file was synced after something was done to it."""
        file = self.file_of[step]
        return file is not None and self.synced.get(file, -1) > step


def after_cut(
    before: Mapping[str, bytes], ops: Sequence[Op], cut: int, draw: random.Random
) -> tuple[dict[str, bytes], int]:
    """Return files that may stand on the disk after a power cut just before step ``cut``, and the last ack by then."""
    ops = ops[:cut]
    names = {name: number for number, name in enumerate(before)}
    past = _Past(names, ops)
    content = {number: bytearray(before[name]) for name, number in names.items()}
    pending = [step for step, op in enumerate(ops) if op.kind in _NAMES and step > past.folder_synced]
    arrived = set(pending[: draw.randrange(len(pending) + 1)])
    for step, op in enumerate(ops):
        file = past.file_of[step]
        if file is None:
            continue
        named = step <= past.folder_synced or step in arrived
        if op.kind == "create":
            content[file] = bytearray()
            if named or past.is_durable(step):
                names[op.name] = file
        elif op.kind == "delete" and named:
            names.pop(op.name, None)
        elif op.kind == "rename" and named:
            names.pop(op.name, None)
            names[op.data.decode()] = file
        elif op.kind == "cut" and (past.is_durable(step) or draw.random() < 0.5):
            data = content[file]
            del data[op.place :]
            data.extend(bytes(op.place - len(data)))
        elif op.kind == "write":
            _write(content[file], op, draw, whole=past.is_durable(step))
    return {name: bytes(content[file]) for name, file in names.items()}, past.acknowledged


def _write(data: bytearray, op: Op, draw: random.Random, *, whole: bool) -> None:
    """Put a write into a file: all of it, none of it, or some of its sectors."""
    fate = draw.random()
    parts = [(0, len(op.data))]
    if not whole and fate >= 0.35:
        sectors = [(start, min(start + SECTOR, len(op.data))) for start in range(0, len(op.data), SECTOR)]
        parts = [] if fate < 0.65 else [part for part in sectors if draw.random() < 0.5]
    for start, end in parts:
        data.extend(bytes(max(0, op.place + end - len(data))))
        data[op.place + start : op.place + end] = op.data[start:end]


def lay_out(files: Mapping[str, bytes], folder: Path) -> None:
    """Put files into a folder that holds nothing else of ours."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, as they stand now."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
