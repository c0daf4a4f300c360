// What is looked at: the replication, the stretch of time, what is filtered. It draws nothing; whoever wants
// to know of a change says so.

/** Makes the view of some data. */
function makeView(data) {
  const listeners = [];
  const view = {
    data,
    number: 0,
    from: 0,
    to: 1,
    group: "sector",
    collapsed: new Set(),
    hiddenGroups: new Set(),
    hiddenRules: new Set(["deadline", "shift"]),
    hiddenPurposes: new Set(),
    hiddenBars: new Set(),
    only: null,
    messages: true,
    bands: true,
    onlyPath: false,
    onlyGaps: false,
    search: "",
    milestone: null,
    gap: null,
    active: null,
    now: null,
    fact: 0,
    agency: -1,
    load: -1,
    get replication() { return data.replication(view.number); },
    get last() { return view.replication.until * 1.04 + 60; },
    get legs() { return view.milestone === null ? [] : view.replication.paths.get(view.milestone) ?? []; },
    get waits() { return view.gap === null ? [] : view.replication.waits.filter((wait) => wait.gap === view.gap); },
    listen(listener) { listeners.push(listener); },
    change(values, how = "layout") {
      Object.assign(view, values);
      for (const listener of listeners) listener(how);
    },
  };
  return view;
}

/** Makes the tests for what is shown of a replication: of items and of lanes. */
function makeFilter(view) {
  const path = new Set(view.legs.map((leg) => leg.row));
  const waits = view.gap === null ? view.replication.waits : view.waits;
  const gaps = new Set(waits.map((wait) => wait.row));
  const item = (one) =>
    (one.type === "arrow" ? view.messages && !view.hiddenPurposes.has(one.purpose) : !view.hiddenBars.has(one.kind)) &&
    (view.only === null || one.lane === view.only || one.to === view.only) &&
    (!view.onlyPath || path.has(one.row)) &&
    (!view.onlyGaps || gaps.has(one.row));
  const lanes = view.onlyPath || view.onlyGaps || view.only !== null ? lanesOf(view, item) : null;
  return { path, item, lane: (number) => lanes === null || lanes.has(number) };
}

/** Gives the lanes on which something is left after filtering. */
function lanesOf(view, shown) {
  const lanes = new Set();
  const { bars, arrows } = view.replication;
  for (const one of [...bars, ...arrows].filter(shown)) lanes.add(one.lane).add(one.to ?? one.lane);
  if (view.only !== null) lanes.add(view.only);
  if (view.onlyPath) for (const leg of view.legs) lanes.add(leg.lane);
  if (view.onlyGaps) for (const wait of view.waits) lanes.add(wait.lane);
  return lanes;
}

/** Gives the stretch of time after zooming by a factor around a time, never beyond the replication. */
function zoomed(view, factor, around) {
  const width = Math.max(60, Math.min((view.to - view.from) * factor, view.last));
  const share = (around - view.from) / (view.to - view.from);
  return moved(view, around - share * width, width);
}

function moved(view, from, width = view.to - view.from) {
  const begin = Math.max(0, Math.min(from, view.last - width));
  return { from: begin, to: begin + width };
}

/** Gives the items that a search finds, in order of time. */
function found(view) {
  const wanted = view.search.trim().toLowerCase();
  if (!wanted) return [];
  const lanes = view.data.lanes.map((lane) => lane.title.toLowerCase().includes(wanted));
  const { bars, arrows } = view.replication;
  return [...bars, ...arrows.filter(() => view.messages)]
    .filter((item) => item.title.toLowerCase().includes(wanted) || (item.type === "bar" && lanes[item.lane]))
    .sort((one, other) => one.start - other.start);
}
