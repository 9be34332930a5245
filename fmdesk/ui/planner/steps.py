"""What the arrow keys do to the cursor and to what is being moved."""

from dataclasses import replace

from fmdesk.ui.planner.ghost import Act
from fmdesk.ui.planner.scene import Scene


def walk(scene: Scene, right: int, down: int) -> None:
    """Go one cell further; a box is passed in one step.

    Args:
        scene: Where.
        right: 1, or -1 for earlier.
        down: 1, or -1 for up.
    """
    cursor, span, axis = scene.cursor, scene.current, scene.axis
    start = cursor.start
    if right > 0:
        start = axis.stepped(span.last if span else start + scene.cell, 0)
        start = min(start, axis.end - scene.cell)
    elif right < 0:
        start = axis.stepped(span.first if span else start, -scene.cell)
    scene.point(cursor.row + down, start)


def stretch(scene: Scene, right: int) -> None:
    """Make the cell one cell longer or shorter; it keeps at least one."""
    cursor = scene.cursor
    end = scene.axis.stepped(cursor.end, right * scene.cell, is_end=True)
    day = scene.axis.day_of(cursor.start)
    if cursor.start < end <= day.end:
        scene.cursor = replace(cursor, end=end)
        scene.chosen = None


def jump(scene: Scene, right: int) -> None:
    """Go to the next or previous box of the row, or to its end."""
    cursor, axis = scene.cursor, scene.axis
    spans = scene.track(cursor.row).between(axis.start, axis.end)
    if right > 0:
        found = next((one for one in spans if one.start > cursor.start), None)
    else:
        found = next((one for one in reversed(spans) if one.start < cursor.start), None)
    if found is not None:
        scene.choose(found, cursor.row)
    else:
        scene.point(cursor.row, axis.end - scene.cell if right > 0 else axis.start)


def pull(scene: Scene, right: int, down: int, far: int) -> None:
    """Move or stretch what is held by one key.

    Args:
        scene: Where.
        right: 1, or -1 for earlier.
        down: 1, or -1 for up.
        far: Seconds of a step.
    """
    if scene.ghost is not None:
        rows = len(scene.data.rows)
        scene.ghost = scene.ghost.stepped(scene.axis, rows, right * far, down)


def turn(scene: Scene) -> None:
    """Stretch at the other end from now on."""
    ghost = scene.ghost
    if ghost is not None and ghost.act is not Act.MOVE:
        scene.ghost = replace(ghost, act=Act.START if ghost.act is Act.END else Act.END)
