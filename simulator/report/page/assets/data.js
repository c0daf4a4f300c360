// The data of the page as objects: rows of numbers become bars, messages and lines with names.

const FLAGS = { open: 1, mistaken: 2, lost: 1, unread: 2, late: 4 };

/** Reads the data that the page carries. */
function readData(text) {
  const data = JSON.parse(text);
  const cache = new Map();
  return {
    ...data,
    text: (number) => (number < 0 ? "" : data.texts[number]),
    replication(number) {
      if (!cache.has(number)) cache.set(number, readReplication(data, data.replications[number]));
      return cache.get(number);
    },
  };
}

function named(fields, row) {
  return Object.fromEntries(fields.map((field, place) => [field, row[place]]));
}

function readReplication(data, raw) {
  const text = (number) => (number < 0 ? "" : data.texts[number]);
  const bars = raw.bars.map((row) => readBar(data, row, text));
  const arrows = raw.arrows.map((row) => readArrow(data, row, text));
  const points = raw.points.map((row) => ({ ...named(data.fields.point, row), type: "point" }));
  for (const point of points) point.text = text(point.text);
  const rules = raw.rules.map((row) => readRule(data, row, text));
  const byRow = new Map();
  for (const item of [...points, ...arrows, ...bars]) byRow.set(item.row, item);
  return {
    labels: raw.labels,
    number: raw.number,
    until: raw.until,
    bars: bars.sort((one, other) => one.start - other.start),
    arrows: arrows.sort((one, other) => one.start - other.start),
    rules,
    crowds: raw.crowds.map(([lane, kind, ...times]) => ({ lane, kind: data.names.crowd[kind], times })),
    byRow,
    paths: new Map(raw.paths.map(([milestone, legs]) => [milestone, legs.map((leg) => readLeg(data, leg, text))])),
    beliefs: raw.beliefs,
    aware: raw.aware,
    loads: raw.loads,
    waits: raw.waits.map(([gap, begin, end, lane, row]) => ({ gap, begin, end, lane, row })),
  };
}

function readBar(data, row, text) {
  const bar = named(data.fields.bar, row);
  const pieces = [];
  let begin = bar.start;
  for (let place = data.fields.bar.length; place < row.length; place += 2) {
    pieces.push({ kind: data.names.piece[row[place]], begin, end: row[place + 1] });
    begin = row[place + 1];
  }
  return {
    ...bar,
    type: "bar",
    kind: data.names.bar[bar.kind],
    state: data.names.state[bar.state],
    title: text(bar.title),
    place: bar.place,
    basis: text(bar.basis),
    open: Boolean(bar.flags & FLAGS.open),
    mistaken: Boolean(bar.flags & FLAGS.mistaken),
    pieces,
    end: begin,
  };
}

function readArrow(data, row, text) {
  const arrow = named(data.fields.arrow, row);
  const lost = Boolean(arrow.flags & FLAGS.lost);
  const sent = arrow.sent < 0 ? arrow.received : arrow.sent;
  return {
    ...arrow,
    type: "arrow",
    purpose: data.names.purpose[arrow.purpose],
    title: text(arrow.text),
    lost,
    unread: Boolean(arrow.flags & FLAGS.unread),
    late: Boolean(arrow.flags & FLAGS.late),
    sent,
    start: arrow.due < 0 ? sent : Math.min(arrow.due, sent),
    end: Math.max(arrow.learned, arrow.received),
  };
}

function readRule(data, row, text) {
  const rule = named(data.fields.rule, row);
  return { ...rule, type: "rule", kind: data.names.rule[rule.kind], title: text(rule.text), start: rule.at, end: rule.at };
}

function readLeg(data, row, text) {
  const leg = named(data.fields.leg, row);
  return { ...leg, label: text(leg.label), place: text(leg.place) };
}
