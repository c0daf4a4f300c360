// Draws what can be seen of the timeline: lanes within the scrolled window, things within the stretch of time.

const NAMES = { wide: 300, narrow: 112, size: 12, small: 10 };
const AXIS = { height: 37, level: 15, most: 6 };
const CROWDED = 100;
const LAYERS = ["grounds", "bands", "rules", "arrows", "bars", "labels", "gaps", "critical", "marks", "future", "names"];
const LONG_LABEL = 18;

/** Makes the drawing on the page's two `svg` elements; `frame()` draws the view as it is now. */
function makeDrawing(view, elements) {
  const layers = {};
  for (const name of LAYERS) {
    layers[name] = make("g", { class: name });
    elements.lanes.append(layers[name]);
  }
  const drawing = { view, elements, layers, layout: layOut(view), visible: { bars: [], arrows: [] }, strips: [], pending: false };
  drawing.x = (at) => drawing.left + (at - view.from) * drawing.scale;
  drawing.time = (x) => view.from + (x - drawing.left) / drawing.scale;
  drawing.names = 24 + Math.max(80, ...namesWidths(view));
  drawing.relayout = () => { drawing.layout = layOut(view); };
  drawing.request = () => {
    if (drawing.pending) return;
    drawing.pending = true;
    requestAnimationFrame(() => { drawing.pending = false; frame(drawing); });
  };
  return drawing;
}

/** Gives how wide what stands before the rows is: names of lanes, and those of loads with their figures. */
function namesWidths(view) {
  const { lanes, text } = view.data;
  const loads = view.data.replications.flatMap((each) => each.loads);
  return [
    ...lanes.map((lane) => textWidth(laneName(view, lane), NAMES.size)),
    ...loads.map((load) => textWidth(text(load.title), NAMES.size)),
    ...loads.flatMap((load) => loadWords(view, load).map((words) => textWidth(words, NAMES.small))),
  ];
}

function frame(drawing) {
  const { elements, view, layout } = drawing;
  const width = elements.scroll.clientWidth;
  drawing.width = width;
  drawing.left = width < 640 ? NAMES.narrow : Math.min(NAMES.wide, drawing.names);
  drawing.scale = (width - drawing.left - 8) / (view.to - view.from);
  drawing.top = elements.scroll.scrollTop - 40;
  drawing.bottom = elements.scroll.scrollTop + elements.scroll.clientHeight + 40;
  setSize(elements.lanes, width, layout.height);
  drawGrounds(drawing);
  drawRules(drawing);
  drawBars(drawing);
  drawArrows(drawing);
  drawGaps(drawing);
  drawCritical(drawing);
  drawMarks(drawing);
  drawFuture(drawing);
  drawNames(drawing);
  drawAxis(drawing);
  for (const strip of drawing.strips) strip();
}

function setSize(svg, width, height) {
  svg.setAttribute("width", width);
  svg.setAttribute("height", height);
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
}

const isSeen = (drawing, place) => place.y + place.height >= drawing.top && place.y - SIZE.head <= drawing.bottom;

/** Puts one path for each class of outlines into a layer. */
function putPaths(layer, outlines) {
  layer.replaceChildren(...Object.entries(outlines).map(([name, parts]) => make("path", { class: name, d: parts.join("") })));
}

function drawGrounds(drawing) {
  const { view, layout } = drawing;
  const night = [];
  const step = 3600;
  for (let at = Math.floor(view.from / step) * step; at < view.to; at += step) {
    const { hour } = clock(at, view.data.start);
    if (hour >= 20 || hour < 6) night.push(box(drawing.x(at), 0, step * drawing.scale, layout.height));
  }
  const grid = ticksOf(drawing).map((at) => line(drawing.x(at), 0, drawing.x(at), layout.height));
  const lanes = layout.rows.filter((row) => row.type === "lane" && isSeen(drawing, row));
  putPaths(drawing.layers.grounds, {
    night,
    grid,
    lane: lanes.map((place) => line(0, place.y + place.height, drawing.width, place.y + place.height)),
    strip: lanes.map((place) => line(drawing.left, place.strip, drawing.width, place.strip)),
  });
}

function drawRules(drawing) {
  const { view, layout } = drawing;
  const outlines = {};
  for (const rule of rulesShown(view)) {
    const x = drawing.x(rule.at);
    const place = rule.lane >= 0 ? layout.places.get(rule.lane) : null;
    const wrong = rule.met === 0 ? " wrong" : "";
    const parts = (outlines[`rule ${rule.kind}${wrong}`] ??= []);
    if (rule.lane < 0 || rule.kind === "level") parts.push(line(x, 0, x, layout.height));
    else if (place && !place.collapsed) parts.push(line(x, place.y + 2, x, place.y + place.height - 2));
  }
  putPaths(drawing.layers.rules, outlines);
}

function rulesShown(view) {
  return view.replication.rules.filter(
    (rule) => !view.hiddenRules.has(rule.kind) && rule.at >= view.from && rule.at <= view.to,
  );
}

function drawBars(drawing) {
  const { view, layout } = drawing;
  const pieces = {};
  const bands = { band: [] };
  const labels = [];
  const dimmed = view.legs.length > 0;
  drawing.visible.bars = [];
  for (const [lane, bars] of layout.bars) {
    const place = layout.places.get(lane);
    if (!place || !isSeen(drawing, place)) continue;
    bars.forEach((bar, number) => {
      if (bar.end < view.from || bar.start > view.to) return;
      const top = barTop(bar, place);
      drawing.visible.bars.push({ item: bar, top, place });
      const dim = dimmed && !layout.path.has(bar.row) ? " dim" : "";
      for (const piece of bar.pieces) {
        const x = drawing.x(piece.begin);
        const wide = Math.max((piece.end - piece.begin) * drawing.scale, bar.pieces.length === 1 ? 2.5 : 0.8);
        (pieces[`piece ${piece.kind}${dim}`] ??= []).push(box(x, top, wide, place.collapsed ? 6 : SIZE.bar));
      }
      if (!place.collapsed) labels.push(...barLabel(drawing, bar, bars, number, top, dim));
    });
    if (view.bands && !place.collapsed) drawBands(drawing, bars, place, bands.band);
  }
  putPaths(drawing.layers.bars, pieces);
  putPaths(drawing.layers.bands, bands);
  drawing.layers.labels.replaceChildren(...labels);
}

/** Draws behind a bar from when to when its task lasts in the middle 80 % of all replications. */
function drawBands(drawing, bars, place, outlines) {
  for (const bar of bars) {
    const band = bar.task < 0 ? null : drawing.view.data.bands[bar.task];
    if (!band || band[0] < 0 || band[3] < 0) continue;
    const [x, end] = [drawing.x(band[0]), drawing.x(band[3])];
    if (end < drawing.left || x > drawing.width) continue;
    outlines.push(box(x, barTop(bar, place) - 1, Math.max(end - x, 2), SIZE.bar + 2));
  }
}

/** Gives the label of a bar: inside where there is room, else after it, up to the next bar of its row. */
function barLabel(drawing, bar, bars, number, top, dim) {
  const from = drawing.x(bar.start);
  const inside = (bar.end - bar.start) * drawing.scale;
  const text = bar.copies > 1 ? fill(drawing.view.data.words.many, { name: bar.title, count: bar.copies }) : bar.title;
  if (textWidth(text, 10.5) + 6 <= inside) {
    const x = Math.max(from, drawing.left) + 3;
    const solid = bar.pieces.length === 1 && (bar.pieces[0].kind === "working" || bar.pieces[0].kind === "deciding");
    return [make("text", { class: `label${solid ? " inside" : ""}${dim}`, x: short(x), y: top + 9.5 }, fit(text, from + inside - x, 10.5))];
  }
  const next = bars.slice(number + 1).find((other) => other.level === bar.level);
  const room = (next ? drawing.x(next.start) : drawing.width) - from - inside - 8;
  const shown = room > LONG_LABEL ? fit(text, room, 10.5) : "";
  return shown ? [make("text", { class: `label${dim}`, x: short(from + inside + 4), y: top + 9.5 }, shown)] : [];
}

function drawArrows(drawing) {
  const { view, layout } = drawing;
  const outlines = {};
  const dimmed = view.legs.length > 0;
  drawing.visible.arrows = [];
  for (const arrow of layout.arrows) {
    if (arrow.end < view.from || arrow.start > view.to) continue;
    const [one, other] = [layout.places.get(arrow.lane), layout.places.get(arrow.to)];
    if (Math.max(one.strip, other.strip) < drawing.top || Math.min(one.strip, other.strip) > drawing.bottom) continue;
    const ends = [[drawing.x(arrow.sent), one.strip], [drawing.x(arrow.received), other.strip]];
    drawing.visible.arrows.push({ item: arrow, ends });
    const dim = dimmed && !layout.path.has(arrow.row) ? " dim" : "";
    const name = arrow.lost ? "lost" : arrow.late ? "late" : arrow.purpose;
    (outlines[`arrow ${name}${dim}`] ??= []).push((arrow.lost ? lostLine : arrowLine)(...ends[0], ...ends[1]));
    const taken = drawing.x(arrow.unread ? view.replication.until : arrow.learned);
    if (!arrow.lost && taken - ends[1][0] > 1.5) (outlines[`queue${dim}`] ??= []).push(line(ends[1][0], other.strip, taken, other.strip));
    if (drawing.x(arrow.sent) - drawing.x(arrow.start) > 4) {
      (outlines[`making${dim}`] ??= []).push(line(drawing.x(arrow.start), one.strip, ends[0][0], one.strip));
    }
  }
  drawing.layers.arrows.classList.toggle("crowded", drawing.visible.arrows.length > CROWDED);
  putPaths(drawing.layers.arrows, { ...crowdOutlines(drawing), ...outlines });
}

/** Gives public calls and repeated reports: many small strokes whose ink adds up. */
function crowdOutlines(drawing) {
  const outlines = {};
  for (const crowd of drawing.view.replication.crowds) {
    const place = drawing.layout.places.get(crowd.lane);
    if (!place || place.collapsed || !isSeen(drawing, place)) continue;
    const parts = (outlines[`crowd ${crowd.kind}`] ??= []);
    for (const at of crowd.times) {
      if (at < drawing.view.from || at > drawing.view.to) continue;
      parts.push(line(drawing.x(at), place.strip - 4, drawing.x(at), place.strip + 4));
    }
  }
  return outlines;
}

/** Draws the waits of the chosen gap, or of all gaps where only these are wanted. */
function drawGaps(drawing) {
  const { view, layout } = drawing;
  const waits = view.gap === null && view.onlyGaps ? view.replication.waits : view.waits;
  const parts = [];
  for (const wait of waits) {
    const place = layout.places.get(wait.lane);
    if (!place || wait.end < view.from || wait.begin > view.to) continue;
    parts.push(box(drawing.x(wait.begin), place.y + 1, Math.max((wait.end - wait.begin) * drawing.scale, 3), Math.max(place.height - 2, 8)));
  }
  putPaths(drawing.layers.gaps, { wait: parts });
}

/** Lights the critical path from end to end: one line through everything that it passes. */
function drawCritical(drawing) {
  const { view, layout } = drawing;
  const points = [];
  let place = null;
  for (const leg of [...view.legs].reverse()) {
    place = layout.places.get(leg.lane) ?? place; // what is nobody's, as the time before all begins, leads to the next
    if (!place) continue;
    const y = short(place.strip);
    points.push(`${short(drawing.x(leg.end))},${y}`, `${short(drawing.x(leg.begin))},${y}`);
  }
  putPaths(drawing.layers.critical, points.length ? { lit: [`M${points.join("L")}`] } : {});
}

/** Marks what is active, and what a search finds. */
function drawMarks(drawing) {
  const { view, visible } = drawing;
  const hits = new Set(found(view));
  const outlines = { hit: [], active: [] };
  if (view.active?.type === "rule") outlines.active.push(line(drawing.x(view.active.at), 0, drawing.x(view.active.at), drawing.layout.height));
  for (const { item, top } of visible.bars) {
    const parts = item === view.active ? outlines.active : hits.has(item) ? outlines.hit : null;
    parts?.push(box(drawing.x(item.start) - 1.5, top - 1.5, Math.max((item.end - item.start) * drawing.scale, 2.5) + 3, SIZE.bar + 3));
  }
  for (const { item, ends } of visible.arrows) {
    const parts = item === view.active ? outlines.active : hits.has(item) ? outlines.hit : null;
    parts?.push(arrowLine(...ends[0], ...ends[1]));
  }
  putPaths(drawing.layers.marks, outlines);
}

/** Covers what has not happened yet while time is played, and shows where each message is just now. */
function drawFuture(drawing) {
  const { view, layout, visible } = drawing;
  if (view.now === null) return drawing.layers.future.replaceChildren();
  const x = Math.max(drawing.x(view.now), drawing.left);
  const dots = visible.arrows
    .filter(({ item }) => item.sent <= view.now && view.now < item.received)
    .map(({ item, ends: [from, to] }) => {
      const share = (view.now - item.sent) / (item.received - item.sent || 1);
      return make("circle", { r: 4, cx: short(from[0] + share * (to[0] - from[0])), cy: short(from[1] + share * (to[1] - from[1])) });
    });
  return drawing.layers.future.replaceChildren(
    make("rect", { x: short(x), y: 0, width: Math.max(drawing.width - x, 0), height: layout.height }),
    make("path", { class: "now", d: line(x, 0, x, layout.height) }),
    ...dots,
  );
}

/** Draws the names of the lanes; they stay as they are while only the time moves. */
function drawNames(drawing) {
  const { view, layout, left } = drawing;
  const drawn = [layout, left, drawing.width, drawing.top, drawing.bottom];
  if (drawing.drawnNames?.every((value, place) => value === drawn[place])) return;
  drawing.drawnNames = drawn;
  const parts = [make("rect", { class: "ground", x: 0, y: 0, width: left, height: layout.height })];
  for (const row of layout.rows) {
    if (row.type === "head") parts.push(headOf(drawing, row));
    else if (isSeen(drawing, row)) parts.push(nameOf(view, row, left));
  }
  drawing.layers.names.replaceChildren(...parts);
}

function headOf(drawing, row) {
  const { view, width } = drawing;
  const closed = view.collapsed.has(row.group.key);
  const head = make("g", { class: `head ${closed ? "closed" : "open"}`, "data-group": row.group.key });
  const words = fill(view.data.words.group, { name: row.group.title, count: row.group.lanes.length });
  head.append(
    make("rect", { class: `tint sector-${view.group === "sector" ? row.group.key : "none"}`, x: 0, y: row.y, width: closed ? drawing.left : width, height: SIZE.head }),
    make("path", { class: "fold", d: closed ? `M8,${row.y + 6}l6,5l-6,5z` : `M6,${row.y + 8}h10l-5,6z` }),
    make("text", { x: 22, y: row.y + 15 }, words),
  );
  return head;
}

function laneName(view, lane) {
  return lane.copies > 1 ? fill(view.data.words.many, { name: lane.title, count: lane.copies }) : lane.title;
}

function nameOf(view, row, left) {
  const lane = view.data.lanes[row.lane];
  const title = laneName(view, lane);
  const name = make("g", { class: "name" });
  name.append(
    make("rect", { class: `edge sector-${lane.sector}`, x: 0, y: row.y + 1, width: 5, height: row.height - 2 }),
    ...nameLines(title, row.y, left - 18),
    make("title", {}, [title, lane.sectorTitle, lane.levelTitle, lane.regionTitle].filter(Boolean).join(" · ")),
  );
  return name;
}

/** Gives a name on one line, or on two of smaller letters. */
function nameLines(title, y, room) {
  if (textWidth(title, NAMES.size) <= room) return [make("text", { x: 12, y: y + 16 }, title)];
  return fold(title, room, NAMES.small).map((line, at) => make("text", { class: "folded", x: 12, y: y + 11 + at * 12 }, line));
}

/** Gives the ticks of what is shown, as far apart as their texts are long. */
function ticksOf({ view, scale }) {
  return ticks(view.from, view.to, scale, countsInDays(view) ? 100 : 70);
}

/** Gives times since the start and of the clock at some ticks; one for which there is no room is left out. */
function axisTexts(drawing, at) {
  const ends = { elapsed: -Infinity, clock: -Infinity };
  const over = (time, kind, y, words) => {
    const half = textWidth(words, NAMES.size) / 2;
    const x = Math.min(drawing.x(time), drawing.width - half);
    if (x - half < ends[kind]) return [];
    ends[kind] = x + half;
    return [make("text", { class: kind, x: short(x), y }, words)];
  };
  let lastDate = "";
  return at.flatMap((each) => {
    const shown = clock(each, drawing.view.data.start);
    const words = shown.date === lastDate ? shown.time : `${shown.date} ${shown.time}`;
    lastDate = shown.date;
    return [...over(each, "elapsed", 14, tickText(each, drawing.view)), ...over(each, "clock", 27, words)];
  });
}

/** Draws times since the start and of the clock above the lanes, and the signs of the lines. */
function drawAxis(drawing) {
  const { view, elements, width } = drawing;
  const parts = axisTexts(drawing, ticksOf(drawing));
  const free = [];
  const rules = rulesShown(view).sort((one, other) => one.at - other.at);
  const levels = rules.map((rule) => levelFor(free, drawing.x(rule.at)));
  const height = AXIS.height + AXIS.level * Math.max(free.length, 1);
  setSize(elements.axis, width, height);
  rules.forEach((rule, number) => parts.push(signOf(drawing, rule, height - 8 - levels[number] * AXIS.level)));
  elements.axis.replaceChildren(...parts);
}

/** Gives the lowest level on which a sign does not cover the one before it. */
function levelFor(free, x) {
  const found = free.findIndex((end) => end <= x);
  const level = found < 0 ? Math.min(free.length, AXIS.most - 1) : found;
  free[level] = x + 14;
  return level;
}
