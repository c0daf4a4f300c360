// Charts below the timeline, in rows along the same stretch of time. They are drawn while they can be seen.

const STRIP = { head: 32, row: 21, bar: 14, share: 84, load: 64, loads: 8, foot: 6 };

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
  const at = ticksOf(drawing);
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
  const rows = chunks(flat.slice(1), 4);
  const hill = (kind, shares) => make("path", { class: `share ${kind}`, d: hillOf(drawing, shares, (share) => top + (1 - share) * height, top + height) });
  parts.push(hill("known", rows.map(([at, needed, known]) => [at, known / needed])));
  parts.push(hill("right", rows.map(([at, needed, , right]) => [at, right / needed])));
  return parts;
}

/** Cuts a row of figures into pieces of so many. */
function chunks(flat, wide) {
  return Array.from({ length: flat.length / wide }, (_, piece) => flat.slice(piece * wide, (piece + 1) * wide));
}

/** Gives the outline of an area of steps: from each time of [time, value] on it is as high as `height` says. */
function hillOf(drawing, turns, height, base) {
  const { view } = drawing;
  const points = [];
  turns.forEach(([at, value], place) => {
    const end = turns[place + 1]?.[0] ?? view.replication.until;
    if (end < view.from || at > view.to) return;
    if (!points.length) points.push(`${inside(drawing, at)},${short(base)}`);
    points.push(`${inside(drawing, at)},${short(height(value))}`, `${inside(drawing, end)},${short(height(value))}`);
  });
  return points.length ? `M${points.join("L")}V${short(base)}z` : "";
}

/** Gives where a time lies, within what is shown. */
function inside(drawing, at) {
  return short(Math.max(drawing.left, Math.min(drawing.x(at), drawing.width)));
}

/** Gives the rows of the load: the desks and pools most waited for, or the one that is chosen. */
function loadRows(drawing) {
  const { view } = drawing;
  const { loads } = view.replication;
  const shown = view.load < 0 ? loads.slice(0, STRIP.loads) : loads.filter((each) => each.title === view.load);
  if (!shown.length) return [{ title: view.data.words.little, height: STRIP.row, draw: () => [] }];
  return shown.map((load) => ({
    title: view.data.text(load.title),
    height: STRIP.load,
    draw: (y) => drawLoad(drawing, load, y + 6),
  }));
}

/** Draws what was taken above a line, with the outline of what was there, and what waited below it. */
function drawLoad(drawing, load, top) {
  const { view } = drawing;
  const [up, down] = [30, 20];
  const base = top + up;
  const wide = view.replication.until / view.data.stretches;
  const steps = chunks(load.steps, 3).map(([place, taken, waiting]) => ({ at: place * wide, taken: taken / 10, waiting: waiting / 10 }));
  const most = Math.max(1, ...chunks(load.there, 2).map(([, units]) => units), ...steps.map((step) => step.taken));
  const queue = Math.max(1, ...steps.map((step) => step.waiting));
  const hill = (figure, scale) => hillOf(drawing, steps.map((step) => [step.at, step[figure]]), (units) => base + units * scale, base);
  return [
    make("path", { class: "load taken", d: hill("taken", -up / most) }),
    make("path", { class: `load waiting ${load.desk ? "desk" : "pool"}`, d: hill("waiting", down / queue) }),
    make("path", { class: "load limit", d: thereLine(drawing, load.there, (units) => base - (units * up) / most) }),
    make("path", { class: "grid", d: line(drawing.left, base, drawing.width, base) }),
    make("text", { class: "share", x: drawing.left - 4, y: top + 4 }, short(most)),
    ...loadWords(view, load).map((text, number) => make("text", { class: "figures", x: 8, y: top + 23 + 12 * number }, fit(text, drawing.left - 24, NAMES.small))),
  ];
}

function loadWords(view, load) {
  const { words } = view.data;
  return load.waited ? [fill(words.waited, { time: duration(load.waited, words) }), fill(words.most, { count: load.most })] : [];
}

/** Gives the line of how many there were, (time, number) by turns. */
function thereLine(drawing, flat, height) {
  const points = spansOf(drawing.view, flat, 0).flatMap(({ begin, end, value }) => [begin, end].map((at) => `${inside(drawing, at)},${short(height(value))}`));
  return points.length ? `M${points.join("L")}` : "";
}
