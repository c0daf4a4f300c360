// Puts the parts together once the page is there.

const byId = (id) => document.getElementById(id);

/** Gives the elements of the page that the script works with. */
function elementsOfPage() {
  return {
    interactive: byId("interactive"), scroll: byId("scroll"), lanes: byId("lanes"), axis: byId("axis"),
    details: byId("details"), strip: byId("path-strip"), tip: byId("tip"), key: document.querySelector("#interactive .legend"),
    replication: byId("pick-replication"), path: byId("pick-path"), group: byId("pick-group"), gap: byId("pick-gap"),
    search: byId("search"), found: byId("search-found"),
    zoomIn: byId("zoom-in"), zoomOut: byId("zoom-out"), zoomAll: byId("zoom-all"),
    panLeft: byId("pan-left"), panRight: byId("pan-right"),
    play: byId("play"), speed: byId("speed"), scrub: byId("scrub"), now: byId("now"),
    rules: byId("filter-rules"), purposes: byId("filter-purposes"), groups: byId("filter-groups"), bars: byId("filter-bars"), only: byId("pick-only"),
    shown: document.querySelectorAll(".shown-replication"),
    fact: byId("pick-fact"), beliefs: byId("beliefs"), beliefFact: byId("belief-fact"), beliefRows: document.querySelector("#belief-table tbody"),
    load: byId("pick-load"), loads: byId("loads"),
    agency: byId("pick-agency"), aware: byId("aware"),
    ticks: { onlyPath: byId("only-path"), onlyGaps: byId("only-gaps"), messages: byId("show-messages"), bands: byId("show-bands") },
  };
}

/** Makes the timeline of the page. */
function start() {
  const page = elementsOfPage();
  const view = makeView(readData(byId("timeline-data").textContent));
  if (!view.data.replications.length) return;
  view.to = view.last;
  const kept = isLive() ? history.state : null;
  if (kept) chooseAgain(kept, view, page);
  page.interactive.hidden = false;
  document.documentElement.classList.add("scripted");
  const drawing = makeDrawing(view, page);
  page.reveal = (lane) => reveal(drawing, page, lane);
  page.go = (item, place) => goTo(view, drawing, page, item, place);
  view.listen((how) => refresh(how, view, drawing, page));
  connectChoices(view, page, page.go);
  connectFilters(view, page);
  connectZoom(view, drawing, page);
  connectPointer(view, drawing, page);
  connectPlay(view, page);
  connectBeliefs(view, drawing, page);
  connectGaps(view, page);
  connectAnchors();
  addSignsToKey(view.data, page.key);
  new ResizeObserver(drawing.request).observe(page.scroll);
  view.change({});
  if (kept) goBack(kept, view, page);
  if (isLive()) reloadWhenIdle(view, page);
}

function refresh(how, view, drawing, page) {
  if (how === "layout") drawing.relayout();
  drawing.request();
  page.replication.value = view.number;
  page.path.value = view.milestone ?? "";
  page.gap.value = view.gap ?? "";
  page.only.value = view.only ?? "";
  for (const name of ["fact", "agency", "load"]) if (page[name]) page[name].value = view[name];
  for (const [name, box] of Object.entries(page.ticks)) box.checked = view[name];
  if (page.detailed !== view.active || how === "layout") showDetails(view, page.details, page.go);
  page.detailed = view.active;
  if (how === "layout") showPath(view, page.strip, page.go);
  if (how !== "frame") showBeliefs(view, page);
  showNow(view, page);
}

/** Goes to an item, or to a place (a lane and a stretch of time) where nothing is drawn. */
function goTo(view, drawing, page, item, place = item) {
  if (!place) return;
  const [begin, end] = [place.begin ?? place.start, place.end];
  const width = view.to - view.from;
  const inside = begin >= view.from && end <= view.to;
  const wanted = Math.max(Math.min(width, (end - begin) * 6), 1200);
  const stretch = inside && width <= wanted * 4 ? {} : moved(view, (begin + end) / 2 - wanted / 2, Math.min(wanted, view.last));
  const lane = drawing.layout.places.get(place.lane);
  if (lane?.collapsed) view.collapsed.delete(lane.group.key);
  view.change({ active: item && item.type !== "point" ? item : null, ...stretch }, lane?.collapsed ? "layout" : "frame");
  page.reveal(place.lane);
}

/** Scrolls to a lane. */
function reveal(drawing, page, lane) {
  const shown = drawing.layout.places.get(lane);
  if (shown) page.scroll.scrollTop = shown.y - page.scroll.clientHeight / 2;
}

/** Connects the buttons elsewhere on the page that go to a gap. */
function connectGaps(view, page) {
  const numbers = new Map(view.data.gaps.map((gap, number) => [gap.id, number]));
  for (const button of document.querySelectorAll("[data-gap]")) {
    const gap = numbers.get(button.dataset.gap);
    if (gap === undefined || !isShown(view.data, gap)) continue;
    button.parentElement.hidden = false;
    button.addEventListener("click", () => {
      goToGap(view, gap, page.go);
      page.axis.scrollIntoView();
      page.lanes.focus({ preventScroll: true });
    });
  }
}

/** Opens what is folded around the place that a link leads to. */
function connectAnchors() {
  const open = () => {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    for (let each = target; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
    target?.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", open);
  if (location.hash) open();
}

start();
