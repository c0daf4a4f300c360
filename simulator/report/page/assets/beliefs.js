// The choices of the charts below the timeline, and what they say of one fact in words.

/** Makes the charts of beliefs, of awareness and of load, and connects what is chosen for them. */
function connectBeliefs(view, drawing, page) {
  for (const table of document.querySelectorAll("details.scripted-closed")) table.open = false;
  if (page.fact) {
    fillChoice(page.fact, view.data.facts.map((title, number) => [number, title]));
    page.fact.addEventListener("change", () => view.change({ fact: Number(page.fact.value) }, "strips"));
    makeStrip(view, drawing, page.beliefs, () => beliefRows(drawing));
  }
  if (page.agency) {
    fillAgencies(view, page);
    page.agency.addEventListener("change", () => view.change({ agency: Number(page.agency.value) }, "strips"));
    makeStrip(view, drawing, page.aware, () => awareRows(drawing));
  }
  if (page.load) {
    fillLoads(view, page);
    page.load.addEventListener("change", () => view.change({ load: Number(page.load.value) }, "strips"));
    makeStrip(view, drawing, page.loads, () => loadRows(drawing));
  }
}

/** Offers each desk and pool of the first replication, and of others what is not there. */
function fillLoads(view, page) {
  const all = new Set(view.data.replications.flatMap((each) => each.loads.map((load) => load.title)));
  fillChoice(page.load, [...all].map((number) => [number, view.data.text(number)]));
}

/** Offers each agency that needs to know something in some replication. */
function fillAgencies(view, page) {
  const all = new Set(view.data.replications.flatMap((each) => each.aware.map((row) => row[0])));
  all.delete(-1);
  const named = [...all].map((number) => [number, view.data.text(number)]);
  fillChoice(page.agency, named.sort((one, other) => one[1].localeCompare(other[1], view.data.lang)));
}

/** Says what was believed of the chosen fact, agency by agency. */
function showBeliefs(view, page) {
  for (const place of page.shown) place.textContent = fill(view.data.words.replication, { number: view.replication.number, label: view.replication.labels.join(" · ") });
  if (!page.fact) return;
  const [truth, ...held] = view.replication.beliefs[view.fact];
  const { words } = view.data;
  page.beliefFact.textContent = view.data.facts[view.fact];
  page.beliefRows.replaceChildren(
    beliefLine(view, words.truth, truth, 0, 0),
    ...held.map(([name, wrong, unaware, ...changes]) => beliefLine(view, view.data.text(name), changes, wrong, unaware)),
  );
}

function beliefLine(view, title, changes, wrong, unaware) {
  const row = element("tr");
  const head = element("th", "", title);
  head.scope = "row";
  const course = element("td");
  for (let place = 0; place < changes.length; place += 2) {
    course.append(place ? ` · ${elapsed(changes[place], view)} ` : `${elapsed(changes[place], view)} `, element("strong", "", view.data.text(changes[place + 1])));
  }
  const length = (seconds) => (seconds ? duration(seconds, view.data.words) : "");
  row.append(head, course, element("td", wrong ? "number short" : "number", length(wrong)), element("td", "number", length(unaware)));
  return row;
}
