// Charts below the timeline, in rows along the same stretch of time. They are drawn while they can be seen.

const STRIP = { head: 32, row: 21, bar: 14, share: 84, foot: 6 };

/** Makes a chart on an `svg` of the page; `rows()` gives its rows: title, height, and what draws each from y on. */
function makeStrip(view, drawing, svg, rows) {
  const strip = { svg, rows, seen: true };
  drawing.strips.push(() => strip.seen && drawStrip(drawing, strip));
  new IntersectionObserver(([entry]) => {
    strip.seen = entry.isIntersecting;
    if (strip.seen) drawing.request();
  }).observe(svg);
  svg.closest(".strip").hidden = false;
  connectDrag(view, drawing, svg);
  connectWheel(view, drawing, svg);
  connectKeys(svg, zoomKeys(view));
}

function drawStrip(drawing, { svg, rows }) {
  const { view } = drawing;
  const parts = [];
  let y = STRIP.head;
  for (const row of rows()) {
    const name = make("text", { class: row.first ? "row first" : "row", x: 8, y: y + 15 }, fit(row.title, drawing.left - 14, NAMES.size));
    name.append(make("title", {}, row.title));
    parts.push(...row.draw(y), name);
    y += row.height;
  }
  const at = ticks(view.from, view.to, drawing.scale, 70);
  const grid = make("path", { class: "grid", d: at.map((each) => line(drawing.x(each), STRIP.head - 2, drawing.x(each), y)).join("") });
  setSize(svg, drawing.width, y + STRIP.foot);
  svg.replaceChildren(grid, ...axisTexts(drawing, at), ...parts, ...nowLine(drawing, y));
}

function nowLine(drawing, bottom) {
  const { view } = drawing;
  if (view.now === null || view.now < view.from || view.now > view.to) return [];
  return [make("path", { class: "now", d: line(drawing.x(view.now), STRIP.head, drawing.x(view.now), bottom) })];
}

/** Gives the spans between changes, (time, value) by turns from a place on, that can be seen. */
function spansOf(view, flat, place) {
  const spans = [];
  for (let each = place; each < flat.length; each += 2) {
    const end = each + 2 < flat.length ? flat[each + 2] : view.replication.until;
    if (end >= view.from && flat[each] <= view.to && end > flat[each]) spans.push({ begin: flat[each], end, value: flat[each + 1] });
  }
  return spans;
}

/** Gives the rows of a fact: what is so, then what each agency believed. */
function beliefRows(drawing) {
  const { view } = drawing;
  const [truth, ...held] = view.replication.beliefs[view.fact];
  const band = (flat, place, real) => ({
    height: STRIP.row,
    draw: (y) => [
      ...(real ? [make("path", { class: "held unaware", d: line(drawing.left, y + 11, drawing.x(Math.min(view.to, view.replication.until)), y + 11) })] : []),
      ...cutAt(spansOf(view, flat, place), real).flatMap((span) => bandOf(drawing, span, y)),
    ],
  });
  return [
    { title: view.data.words.truth, first: true, ...band(truth, 0, null) },
    ...held.map((row) => ({ title: view.data.text(row[0]), ...band(row, 3, truth) })),
  ];
}

/** Cuts spans of a belief where the truth changed, and says of each part whether it was so. */
function cutAt(spans, truth) {
  if (!truth) return spans.map((span) => ({ ...span, kind: "truth" }));
  const parts = [];
  for (const span of spans) {
    const turns = [span.begin, ...truth.filter((at, place) => place % 2 === 0 && at > span.begin && at < span.end), span.end];
    for (let each = 0; each + 1 < turns.length; each += 1) {
      const kind = valueAt(truth, turns[each]) === span.value ? "right" : "wrong";
      const last = parts[parts.length - 1];
      if (last && last.kind === kind && last.value === span.value && last.end === turns[each]) last.end = turns[each + 1];
      else parts.push({ begin: turns[each], end: turns[each + 1], value: span.value, kind });
    }
  }
  return parts;
}

/** Gives the value that (time, value) by turns had at a time; -1 before the first. */
function valueAt(flat, at) {
  let found = -1;
  for (let place = 0; place < flat.length && flat[place] <= at; place += 2) found = flat[place + 1];
  return found;
}

function bandOf(drawing, { begin, end, value, kind }, y) {
  const { view } = drawing;
  const [from, to] = [Math.max(drawing.x(begin), drawing.left), Math.min(drawing.x(end), drawing.width)];
  const text = view.data.text(value);
  const band = make("rect", { class: `held ${kind}`, x: short(from), y: y + 4, width: short(Math.max(to - from, 1)), height: STRIP.bar });
  band.append(make("title", {}, `${text} · ${span(view, begin, end)}`));
  const shown = fit(text, to - from - 6, 10.5);
  return shown ? [band, make("text", { class: `label ${kind}`, x: short(from + 3), y: y + 14.5 }, shown)] : [band];
}

/** Gives the rows of the awareness: all agencies, and the one that is chosen. */
function awareRows(drawing) {
  const { view } = drawing;
  const chosen = view.agency < 0 ? null : view.replication.aware.find((each) => each[0] === view.agency);
  return [view.replication.aware[0], ...(chosen ? [chosen] : [])].map((flat, place) => ({
    title: flat[0] < 0 ? view.data.words.all_agencies : view.data.text(flat[0]),
    first: place === 0,
    height: STRIP.share,
    draw: (y) => [...shareCurves(drawing, flat, y + 6, STRIP.share - 14)],
  }));
}

/** Draws which share of what had become true was known, and known rightly, as areas of steps. */
function shareCurves(drawing, flat, top, height) {
  const parts = [0, 0.5, 1].flatMap((share) => {
    const y = short(top + (1 - share) * height);
    return [make("path", { class: "grid", d: line(drawing.left, y, drawing.width, y) }), make("text", { class: "share", x: drawing.left - 4, y: y + 3.5 }, `${100 * share} %`)];
  });
  for (const [place, kind] of [[2, "known"], [3, "right"]]) {
    parts.push(make("path", { class: `share ${kind}`, d: steps(drawing, flat, (at) => top + (1 - flat[at + place] / flat[at + 1]) * height, top + height) }));
  }
  return parts;
}

/** Gives the outline of an area of steps: from each time of (time, figures) on it is as high as `height` says. */
function steps(drawing, flat, height, base) {
  const { view } = drawing;
  const x = (at) => short(Math.max(drawing.left, Math.min(drawing.x(at), drawing.width)));
  const points = [];
  for (let at = 1; at < flat.length; at += 4) {
    const end = at + 4 < flat.length ? flat[at + 4] : view.replication.until;
    if (end < view.from || flat[at] > view.to) continue;
    const y = short(height(at));
    if (!points.length) points.push(`${x(flat[at])},${short(base)}`);
    points.push(`${x(flat[at])},${y}`, `${x(end)},${y}`);
  }
  return points.length ? `M${points.join("L")}V${short(base)}z` : "";
}
