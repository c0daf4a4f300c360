// What is known of one thing on the timeline, in words: beside the pointer in short, below the chart in full.

/** Gives the lines of details of an item. */
function describe(view, item) {
  if (item.type === "bar") return describeBar(view, item);
  if (item.type === "rule") return describeRule(view, item);
  return item.type === "arrow" ? describeArrow(view, item) : [];
}

function span(view, begin, end) {
  const { words, start } = view.data;
  const times = { from: clock(begin, start).time, to: clock(end, start).time, length: duration(end - begin, words) };
  return fill(words.from_to, times);
}

function describeBar(view, bar) {
  const { words } = view.data;
  const lines = bar.pieces.map((piece) => `${words.pieces[piece.kind]}: ${span(view, piece.begin, piece.end)}`);
  if (bar.open) lines.push(words.open);
  if (bar.mistaken) lines.push(words.mistaken);
  if (bar.state === "withdrawn" || bar.state === "stopped") lines.push(words[bar.state]);
  if (bar.copies > 1) lines.push(fill(words.alike, { count: bar.copies }));
  if (bar.basis) lines.push(fill(words.basis, { basis: bar.basis }));
  lines.push(...describeBand(view, bar));
  return lines;
}

function describeBand(view, bar) {
  const band = bar.task < 0 ? null : view.data.bands[bar.task];
  if (!band || band.some((at) => at < 0)) return [];
  const [start10, start90, end10, end90] = band.map((at) => elapsed(at, view));
  return [fill(view.data.words.band, { start10, start90, end10, end90 })];
}

function describeRule(view, rule) {
  const { words } = view.data;
  const kept = rule.met < 0 ? [] : [rule.met ? words.kept : words.broken];
  return [words.rules[rule.kind], ...kept];
}

const HOPS = ["due", "begun", "composed", "sent", "received", "picked", "learned"];

function describeArrow(view, arrow) {
  const { words, start } = view.data;
  const hops = HOPS.filter((hop) => arrow[hop] >= 0 && !(arrow.lost && hop === "received"));
  const lines = hops.map((hop) => `${words[`hop_${hop}`]}: ${clock(arrow[hop], start).time} (${elapsed(arrow[hop], view)})`);
  lines.unshift(words.purposes[arrow.purpose]);
  if (arrow.lost) lines.push(fill(words.lost, { copies: arrow.copies }));
  if (arrow.unread) lines.push(words.unread);
  if (arrow.late) lines.push(words.late);
  return lines;
}

function titleOf(view, item) {
  if (item.type === "point") return item.text;
  if (item.type !== "bar") return item.title;
  return `${view.data.lanes[item.lane].title}: ${item.title}`;
}

function whenOf(view, item) {
  if (item.type !== "rule") return span(view, item.start, item.end);
  return fill(view.data.words.now, { elapsed: elapsed(item.at, view), clock: clock(item.at, view.data.start).time });
}

/** Makes an element of the page with a class and a text. */
function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Shows an item in full, with what it is because of and where it stands in the plans. */
function showDetails(view, place, go) {
  const item = view.active;
  place.replaceChildren();
  if (!item) return;
  place.append(element("h3", "", titleOf(view, item)), element("p", "when", whenOf(view, item)));
  const list = element("ul");
  list.append(...describe(view, item).map((text) => element("li", "", text)));
  place.append(list, becauseOf(view, item, go));
  const gaps = view.replication.waits.filter((wait) => wait.row === item.row);
  for (const number of new Set(gaps.map((wait) => wait.gap))) place.append(gapLine(view, number));
  if (item.place >= 0) place.append(planLine(view, item.place));
}

/** Gives the chain of causes, each of which can be gone to. */
function becauseOf(view, item, go) {
  const { words } = view.data;
  const chain = element("ol", "because");
  let cause = view.replication.byRow.get(item.cause);
  for (let depth = 0; cause && depth < 12; depth += 1) {
    const at = cause.type === "point" ? cause.at : cause.end;
    const text = fill(words.because, { time: elapsed(at, view), cause: titleOf(view, cause) });
    chain.append(causeLine(cause, text, go));
    cause = view.replication.byRow.get(cause.cause);
  }
  return chain;
}

function causeLine(cause, text, go) {
  const row = element("li");
  if (cause.type === "point") {
    row.textContent = text;
    return row;
  }
  const button = element("button", "link", text);
  button.type = "button";
  button.addEventListener("click", () => go(cause));
  row.append(button);
  return row;
}

function gapLine(view, number) {
  const gap = view.data.gaps[number];
  const row = element("p");
  const link = element("a", "", fill(view.data.words.gap_here, { gap: gap.title }));
  link.href = `#${gap.anchor}`;
  row.append(link);
  return row;
}

function planLine(view, place) {
  const anchor = view.data.anchors[place];
  const text = fill(view.data.words.plan_line, { place: view.data.text(place) });
  if (!anchor) return element("p", "", text);
  const row = element("p");
  const link = element("a", "", text);
  link.href = `#${anchor}`;
  row.append(link);
  return row;
}

/** Shows an item in short beside the pointer. */
function showTip(view, tip, item, x, y) {
  tip.hidden = !item;
  if (!item) return;
  tip.replaceChildren(element("strong", "", titleOf(view, item)), element("span", "", span(view, item.start, item.end)));
  const width = tip.offsetWidth;
  tip.style.left = `${Math.max(4, Math.min(x + 14, tip.parentElement.clientWidth - width - 8))}px`;
  tip.style.top = `${y + 16}px`;
}

/** Shows the critical path stretch by stretch; each can be gone to. */
function showPath(view, place, go) {
  place.replaceChildren();
  if (view.milestone === null) return;
  const { words, milestones } = view.data;
  const { legs } = view;
  const milestone = milestones[view.milestone];
  if (!legs.length) {
    place.append(element("p", "", fill(words.path_none, { milestone })));
    return;
  }
  const length = duration(legs[legs.length - 1].end, words);
  place.append(element("h3", "", fill(words.path_of, { milestone, length })));
  const list = element("ol", "legs");
  for (const leg of legs) {
    const button = element("button", "link", `${span(view, leg.begin, leg.end)}  ${leg.label} · ${leg.place}`);
    button.type = "button";
    button.addEventListener("click", () => go(view.replication.byRow.get(leg.row), leg));
    const row = element("li");
    row.append(button);
    list.append(row);
  }
  place.append(list);
}
