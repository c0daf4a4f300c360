// The controls of the page: what a pointer, a wheel, a key or a choice does to the view.

/** Fills a choice. */
function fillChoice(select, options) {
  for (const [value, text] of options) {
    const option = element("option", "", text);
    option.value = value;
    select.append(option);
  }
}

/** Makes boxes to tick, each of which takes a value out of a set of hidden ones. */
function fillBoxes(fieldset, options, hidden, changed) {
  for (const [value, text] of options) {
    const label = element("label");
    const box = element("input");
    box.type = "checkbox";
    box.value = value;
    box.checked = !hidden.has(value);
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(value);
      else hidden.add(value);
      changed();
    });
    label.append(box, ` ${text}`);
    fieldset.append(label);
  }
}

const numberOr = (text) => (text === "" ? null : Number(text));

/** Connects the choices above the chart. */
function connectChoices(view, page, go) {
  const { data } = view;
  fillChoice(page.replication, data.replications.map((each, number) => [number, fill(data.words.replication, { number: each.number, label: each.labels.join(" · ") })]));
  fillChoice(page.path, data.milestones.map((title, number) => [number, title]));
  fillChoice(page.gap, data.gaps.map((gap, number) => [number, gap.title]).filter(([number]) => isShown(data, number)));
  page.replication.addEventListener("change", () => chooseReplication(view, Number(page.replication.value)));
  page.path.addEventListener("change", () => choosePath(view, numberOr(page.path.value), page));
  page.gap.addEventListener("change", () => goToGap(view, numberOr(page.gap.value), go));
  page.group.addEventListener("change", () => {
    view.collapsed.clear();
    view.hiddenGroups.clear();
    view.change({ group: page.group.value });
    fillGroups(view, page);
  });
  connectSearch(view, page, go);
}

/** Lights a critical path, from end to end within the stretch of time that is shown. */
function choosePath(view, milestone, page) {
  view.change({ milestone, gap: null, active: null });
  const { legs } = view;
  if (!legs.length) return;
  const end = legs[legs.length - 1].end;
  view.change(moved(view, 0, Math.min(end * 1.15 + 60, view.last)));
  page.reveal(legs[0].lane);
}

const isShown = (data, gap) => data.replications.some((each) => each.waits.some((wait) => wait[0] === gap));

function chooseReplication(view, number) {
  view.number = number;
  view.change({ active: null, now: null, ...moved({ ...view, last: view.last }, 0, view.last) });
}

/** Goes to a gap: to the replication that shows it longest, unless this one shows it, and to its longest wait. */
function goToGap(view, gap, go) {
  if (gap === null) return view.change({ gap: null });
  if (!view.replication.waits.some((wait) => wait.gap === gap)) {
    const lengths = view.data.replications.map((each) => longest(each.waits.filter((wait) => wait[0] === gap), 1, 2));
    chooseReplication(view, lengths.indexOf(Math.max(...lengths)));
  }
  view.change({ gap, milestone: null, onlyPath: false });
  const waits = view.waits;
  const best = waits.reduce((one, other) => (other.end - other.begin > one.end - one.begin ? other : one), waits[0]);
  return best && go(view.replication.byRow.get(best.row), best);
}

const longest = (waits, begin, end) => Math.max(0, ...waits.map((wait) => wait[end] - wait[begin]));

function connectSearch(view, page, go) {
  page.search.addEventListener("input", () => {
    view.change({ search: page.search.value }, "frame");
    const hits = found(view);
    page.found.textContent = view.search.trim() ? fill(view.data.words.found, { count: hits.length }) : "";
  });
  page.search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const hits = found(view);
    if (hits.length) go(hits[(hits.indexOf(view.active) + 1) % hits.length]);
  });
}

/** Connects what is ticked. */
function connectFilters(view, page) {
  const { words, names } = view.data;
  const changed = () => view.change({});
  for (const [name, box] of Object.entries(page.ticks)) box.addEventListener("change", () => view.change({ [name]: box.checked }));
  fillBoxes(page.rules, names.rule.map((kind) => [kind, words.rules[kind]]), view.hiddenRules, changed);
  fillBoxes(page.purposes, names.purpose.map((kind) => [kind, words.purposes[kind]]), view.hiddenPurposes, changed);
  fillBoxes(page.bars, names.bar.map((kind) => [kind, words.bars[kind]]), view.hiddenBars, changed);
  fillChoice(page.only, view.data.lanes.map((lane, number) => [number, laneName(view, lane)]));
  page.only.addEventListener("change", () => view.change({ only: numberOr(page.only.value) }));
  fillGroups(view, page);
}

function fillGroups(view, page) {
  const groups = new Map(view.data.lanes.map((lane) => [lane[view.group], lane[`${view.group}Title`]]));
  for (const label of page.groups.querySelectorAll("label")) label.remove();
  fillBoxes(page.groups, [...groups], view.hiddenGroups, () => view.change({}));
}

/** Zooms by a factor around a time, the middle of what is shown where none is given. */
function zoomBy(view, factor, around = (view.from + view.to) / 2) {
  view.change(zoomed(view, factor, around), "frame");
}

/** Moves the stretch of time by a share of its width. */
function panBy(view, share) {
  view.change(moved(view, view.from + share * (view.to - view.from)), "frame");
}

const showAll = (view) => view.change({ from: 0, to: view.last }, "frame");

/** Connects zoom and pan. */
function connectZoom(view, drawing, page) {
  page.zoomIn.addEventListener("click", () => zoomBy(view, 0.6));
  page.zoomOut.addEventListener("click", () => zoomBy(view, 1 / 0.6));
  page.panLeft.addEventListener("click", () => panBy(view, -0.3));
  page.panRight.addEventListener("click", () => panBy(view, 0.3));
  page.zoomAll.addEventListener("click", () => showAll(view));
  page.scroll.addEventListener("scroll", drawing.request, { passive: true });
  connectWheel(view, drawing, page.scroll);
  connectKeys(page.lanes, { ...zoomKeys(view), ...laneKeys(view, drawing, page) });
}

/** Lets the wheel zoom a chart around the pointer with Ctrl, and move it with Shift or sideways. */
function connectWheel(view, drawing, place) {
  place.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      zoomBy(view, Math.exp(event.deltaY / 400), drawing.time(event.offsetX));
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      const pixels = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      view.change(moved(view, view.from + pixels / drawing.scale), "frame");
    }
  }, { passive: false });
}

/** Gives the keys that zoom and move every chart along the time. */
function zoomKeys(view) {
  return {
    "+": () => zoomBy(view, 0.6),
    "=": () => zoomBy(view, 0.6),
    "-": () => zoomBy(view, 1 / 0.6),
    0: () => showAll(view),
    "Shift ArrowLeft": () => panBy(view, -0.2),
    "Shift ArrowRight": () => panBy(view, 0.2),
  };
}

/** Gives the keys of the lanes: from item to item, folding, letting go. */
function laneKeys(view, drawing, page) {
  return {
    Escape: () => view.change({ active: null, now: null }, "frame"),
    ArrowRight: () => page.go(neighbour(view, drawing, 1)),
    ArrowLeft: () => page.go(neighbour(view, drawing, -1)),
    ArrowDown: () => page.go(across(view, drawing, 1)),
    ArrowUp: () => page.go(across(view, drawing, -1)),
    "]": () => page.go(nextRule(view, 1)),
    "[": () => page.go(nextRule(view, -1)),
    c: () => view.active?.lane >= 0 && toggle(view, view.data.lanes[view.active.lane][view.group]),
    Enter: () => page.details.querySelector("a, button")?.focus(),
  };
}

/** Lets keys act on a chart while it has the focus. */
function connectKeys(chart, keys) {
  chart.addEventListener("keydown", (event) => {
    const act = (event.shiftKey && keys[`Shift ${event.key}`]) || keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
}

/** Gives the line after or before the active one; the first of all where none is active. */
function nextRule(view, step) {
  const rules = view.replication.rules.filter((rule) => !view.hiddenRules.has(rule.kind)).sort((one, other) => one.at - other.at);
  const here = rules.indexOf(view.active);
  return rules[here < 0 ? 0 : Math.max(0, Math.min(here + step, rules.length - 1))];
}

/** Gives the lanes in order, each with what stands on it. */
function lanesInOrder(view, drawing) {
  return drawing.layout.rows
    .filter((row) => row.type === "lane")
    .map((row) => [...(drawing.layout.bars.get(row.lane) ?? []), ...drawing.layout.arrows.filter((arrow) => arrow.lane === row.lane)])
    .map((items) => items.sort((one, other) => one.start - other.start))
    .filter((items) => items.length);
}

/** Gives the item before or after the active one on its lane; the first of all where none is active. */
function neighbour(view, drawing, step) {
  const lanes = lanesInOrder(view, drawing);
  const items = lanes.find((each) => each.includes(view.active));
  if (!items) return lanes[0]?.[0];
  return items[Math.max(0, Math.min(items.indexOf(view.active) + step, items.length - 1))];
}

/** Gives the item nearest in time on the lane above or below. */
function across(view, drawing, step) {
  const lanes = lanesInOrder(view, drawing);
  const here = lanes.findIndex((each) => each.includes(view.active));
  const items = lanes[here < 0 ? 0 : Math.max(0, Math.min(here + step, lanes.length - 1))] ?? [];
  const at = view.active?.start ?? 0;
  return items.reduce((best, item) => (Math.abs(item.start - at) < Math.abs(best.start - at) ? item : best), items[0]);
}

/** Lets dragging move the time of a chart; gives a test whether the pointer was dragged since it went down. */
function connectDrag(view, drawing, chart) {
  let drag = null;
  chart.addEventListener("pointerdown", (event) => {
    drag = { x: event.clientX, from: view.from, far: false };
  });
  chart.addEventListener("pointermove", (event) => {
    if (!drag || !event.buttons) return;
    drag.far ||= Math.abs(event.clientX - drag.x) > 4;
    if (!drag.far) return;
    chart.setPointerCapture(event.pointerId);
    view.change(moved(view, drag.from - (event.clientX - drag.x) / drawing.scale), "frame");
  });
  return () => Boolean(drag?.far);
}

/** Connects the pointer: what it is over, what it chooses, dragging. */
function connectPointer(view, drawing, page) {
  const dragged = connectDrag(view, drawing, page.lanes);
  page.lanes.addEventListener("pointermove", (event) => {
    if (event.buttons) return;
    const at = [event.offsetX, event.offsetY];
    showTip(view, page.tip, itemAt(drawing, at), at[0], at[1] - page.scroll.scrollTop + page.axis.clientHeight);
  });
  page.axis.addEventListener("click", (event) => {
    const sign = event.target.closest?.("[data-rule]");
    if (sign) view.change({ active: view.replication.rules[sign.getAttribute("data-rule")] }, "frame");
  });
  page.lanes.addEventListener("pointerleave", () => showTip(view, page.tip, null));
  page.lanes.addEventListener("click", (event) => {
    const head = event.target.closest?.("[data-group]");
    if (dragged()) return;
    if (head) toggle(view, head.getAttribute("data-group"));
    else view.change({ active: itemAt(drawing, [event.offsetX, event.offsetY]) }, "frame");
  });
}

function toggle(view, key) {
  if (!view.collapsed.delete(key)) view.collapsed.add(key);
  view.change({});
}

/** Gives what is drawn at a point: a bar before a message. */
function itemAt(drawing, [x, y]) {
  if (x < drawing.left) return null;
  const bar = drawing.visible.bars.find(
    ({ item, top }) => y >= top - 1 && y <= top + SIZE.bar + 1 && x >= drawing.x(item.start) - 2 && x <= drawing.x(item.end) + 2,
  );
  if (bar) return bar.item;
  let [best, nearest] = [null, 5];
  for (const { item, ends } of drawing.visible.arrows) {
    const far = distance([x, y], ends[0], ends[1]);
    if (far < nearest) [best, nearest] = [item, far];
  }
  return best;
}
