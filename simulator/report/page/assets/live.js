// While drill watches the plans, the page loads itself again from disk; what was chosen and where the reader is stay.

const liveMark = () => document.querySelector('meta[name="drill-live"]');
const isLive = () => liveMark() !== null;
const IDLE = { least: 2000, inList: 15000 };
const SETS = ["collapsed", "hiddenGroups", "hiddenRules", "hiddenPurposes", "hiddenBars"];
const PLAIN = ["group", "search", "messages", "bands", "onlyPath", "onlyGaps", "now"];

/** Gives what names a thing that folds across loads. */
const foldName = (fold) => fold.id || fold.querySelector("summary")?.textContent;

/** Gives what is chosen, by names that mean the same after the plans were changed. */
function chosen(view, page) {
  const { data, active } = view;
  return {
    ...Object.fromEntries(PLAIN.map((name) => [name, view[name]])),
    ...Object.fromEntries(SETS.map((name) => [name, [...view[name]]])),
    stretch: view.from > 0 || view.to < view.last ? [view.from, view.to] : null,
    label: view.replication.labels[0],
    milestone: data.milestones[view.milestone],
    gap: data.gaps[view.gap]?.id,
    only: data.lanes[view.only]?.title,
    fact: data.facts[view.fact],
    agency: data.text(view.agency),
    load: data.text(view.load),
    active: active && { type: active.type, title: active.title, start: active.start },
    speed: page.speed.value,
    lanes: page.scroll.scrollTop,
    place: [scrollX, scrollY],
    folds: [...document.querySelectorAll("details[open]")].map(foldName),
    focus: document.activeElement?.id,
  };
}

/** Chooses again what was chosen, as far as it is still there; before the controls are connected. */
function chooseAgain(kept, view, page) {
  const { data } = view;
  const numberOf = (list, wanted) => (list.includes(wanted) ? list.indexOf(wanted) : null);
  for (const name of PLAIN) view[name] = kept[name];
  for (const name of SETS) view[name] = new Set(kept[name]);
  view.number = numberOf(data.replications.map((each) => each.labels[0]), kept.label) ?? 0;
  view.milestone = numberOf(data.milestones, kept.milestone);
  view.gap = numberOf(data.gaps.map((gap) => gap.id), kept.gap);
  view.only = numberOf(data.lanes.map((lane) => lane.title), kept.only);
  view.fact = numberOf(data.facts, kept.fact) ?? 0;
  view.agency = data.texts.indexOf(kept.agency);
  view.load = data.texts.indexOf(kept.load);
  view.to = view.last;
  if (view.now !== null) view.now = Math.min(view.now, view.last);
  if (kept.stretch) Object.assign(view, moved(view, kept.stretch[0], Math.min(kept.stretch[1] - kept.stretch[0], view.last)));
  const { bars, arrows } = view.replication;
  const same = (item) => kept.active && item.type === kept.active.type && item.title === kept.active.title;
  const candidates = [...bars, ...arrows].filter(same);
  view.active = candidates.find((item) => item.start === kept.active.start) ?? candidates[0] ?? null;
  page.group.value = view.group;
  page.search.value = view.search;
  page.speed.value = kept.speed;
}

/** Goes back to where the reader was; once all is drawn. */
function goBack(kept, view, page) {
  const open = new Set(kept.folds);
  for (const fold of document.querySelectorAll("details")) fold.open = open.has(foldName(fold));
  byId(kept.focus)?.focus({ preventScroll: true });
  page.scroll.scrollTop = kept.lanes;
  scrollTo({ left: kept.place[0], top: kept.place[1], behavior: "instant" });
}

/** Loads the page again every so often while nobody does anything with it. */
function reloadWhenIdle(view, page) {
  let last = performance.now();
  for (const kind of ["pointermove", "pointerdown", "keydown", "wheel"]) addEventListener(kind, () => (last = performance.now()), { passive: true });
  history.scrollRestoration = "manual";
  document.title = `↻ ${document.title}`;
  setInterval(() => {
    const idle = performance.now() - last;
    const inList = document.activeElement?.tagName === "SELECT";
    const busy = document.hidden || page.play.getAttribute("aria-pressed") === "true" || !getSelection().isCollapsed;
    if (busy || idle < (inList ? IDLE.inList : IDLE.least)) return;
    history.replaceState(chosen(view, page), "");
    location.reload();
  }, 1000 * Number(liveMark().content));
}
