"""Drawings as plain data: the same one becomes SVG on the screen and lines in the PDF."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass

from fmdesk.ui.tokens import FONT_FAMILY

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; the origin of a drawing is at its top left, as in SVG."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    thickness: float = 1
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points, or a filled area between them."""

    points: tuple[Point, ...]
    stroke: str = ""
    thickness: float = 1
    fill: str = ""
    dash: float = 0


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle."""

    x: float
    y: float
    radius: float
    fill: str = ""
    stroke: str = ""
    thickness: float = 1


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text on its baseline; `anchor` is `start`, `middle` or `end`."""

    x: float
    y: float
    text: str
    size: float
    fill: str
    anchor: str = "start"
    is_strong: bool = False


Shape = Box | Path | Disc | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing with the sentence that says what it shows."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str = ""


def to_svg(drawing: Drawing) -> bytes:
    """Return the drawing as an SVG file."""
    size = {"width": _figure(drawing.width), "height": _figure(drawing.height)}
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {size['width']} {size['height']}",
            **size,
        },
    )
    if drawing.title:
        ET.SubElement(root, "title").text = drawing.title
    for shape in drawing.shapes:
        _add(root, shape)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def _add(root: ET.Element, shape: Shape) -> None:
    match shape:
        case Box(x, y, width, height):
            place = {"x": x, "y": y, "width": width, "height": height, "rx": shape.radius}
            ET.SubElement(root, "rect", _figures(place) | _paint(shape))
        case Disc(x, y, radius):
            place = {"cx": x, "cy": y, "r": radius}
            ET.SubElement(root, "circle", _figures(place) | _paint(shape))
        case Path(points):
            places = " ".join(f"{_figure(x)},{_figure(y)}" for x, y in points)
            dash = {"stroke-dasharray": _figure(shape.dash)} if shape.dash else {}
            name = "polygon" if shape.fill else "polyline"
            ET.SubElement(root, name, {"points": places} | _paint(shape) | dash)
        case Words(x, y, text):
            look = {
                "font-family": FONT_FAMILY,
                "font-size": _figure(shape.size),
                "font-weight": "600" if shape.is_strong else "400",
                "fill": shape.fill,
                "text-anchor": shape.anchor,
            }
            ET.SubElement(root, "text", _figures({"x": x, "y": y}) | look).text = text


def _paint(shape: Box | Path | Disc) -> dict[str, str]:
    paint = {"fill": shape.fill or "none"}
    if shape.stroke:
        paint |= {"stroke": shape.stroke, "stroke-width": _figure(shape.thickness)}
        paint |= {"stroke-linejoin": "round", "stroke-linecap": "round"}
    return paint


def _figures(values: dict[str, float]) -> dict[str, str]:
    return {name: _figure(value) for name, value in values.items()}


def _figure(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def read_svg(data: bytes) -> Drawing:
    """Read a drawing made of `rect`, `circle`, `polyline` and `polygon` (the logo).

    Other elements are left out; the file belongs to the program or the office, not to a customer.
    """
    root = ET.fromstring(data)  # noqa: S314  # our own resource
    _left, _top, width, height = map(float, root.get("viewBox", "0 0 0 0").split())
    shapes = [shape for element in root.iter() if (shape := _shape(element)) is not None]
    return Drawing(width, height, tuple(shapes))


def _shape(element: ET.Element) -> Shape | None:
    def at(name: str) -> float:
        return float(element.get(name, "0"))

    fill, stroke = (element.get(name, "none").replace("none", "") for name in ("fill", "stroke"))
    thickness = float(element.get("stroke-width", "1"))
    match element.tag.rpartition("}")[2]:
        case "rect":
            place = (at("x"), at("y"), at("width"), at("height"))
            return Box(*place, fill, stroke, thickness, at("rx"))
        case "circle":
            return Disc(at("cx"), at("cy"), at("r"), fill, stroke, thickness)
        case "polyline" | "polygon":
            flat = [float(part) for part in element.get("points", "").replace(",", " ").split()]
            return Path(tuple(zip(flat[::2], flat[1::2], strict=True)), stroke, thickness, fill)
    return None
