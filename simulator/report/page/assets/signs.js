// The signs of the lines above the lanes, and their entries in the key.

const SIGNS = {
  inject: (x, y) => `M${x},${y - 6}h12l-3,5.5l3,5.5h-12z`,
  limit: (x, y) => `M${x - 5},${y - 4}h10l-5,9z`,
  milestone: (x, y) => `M${x},${y - 6}l6,6l-6,6l-6,-6z`,
  deadline: (x, y) => `M${x - 3},${y - 3}h6l-3,6z`,
  level: (x, y) => `M${x - 5},${y + 5}l5,-10l5,10z`,
  shift: (x, y) => `M${x - 4},${y}h8M${x},${y - 4}v8`,
};

/** Adds the signs of the lines of all replications to the key; of a limit that was missed it is another. */
function addSignsToKey({ replications, fields, names, words }, key) {
  const rules = replications.flatMap((each) => each.rules.map((row) => named(fields.rule, row)));
  for (const [number, kind] of names.rule.entries()) {
    const shown = rules.filter((rule) => rule.kind === number);
    const broken = words.broken_rules[kind];
    if (shown.some((rule) => !broken || rule.met !== 0)) key.append(signEntry(kind, kind, words.rules[kind]));
    if (broken && shown.some((rule) => rule.met === 0)) key.append(signEntry(kind, `${kind} wrong`, broken));
  }
}

function signEntry(kind, look, word) {
  const swatch = make("svg", { class: `swatch sign ${look}`, viewBox: "0 0 24 12", "aria-hidden": "true" });
  swatch.append(make("path", { d: SIGNS[kind](kind === "inject" ? 6 : 12, 6) }));
  const entry = document.createElement("li");
  entry.append(swatch, word);
  return entry;
}

function signOf(drawing, rule, y) {
  const { words } = drawing.view.data;
  const x = short(drawing.x(rule.at));
  const sign = make("g", { class: `sign ${rule.kind}${rule.met === 0 ? " wrong" : ""}`, "data-rule": drawing.view.replication.rules.indexOf(rule) });
  sign.append(make("path", { d: SIGNS[rule.kind](x, y) }), make("title", {}, `${words.rules[rule.kind]}: ${rule.title} · ${elapsed(rule.at, drawing.view)}`));
  if (rule.kind === "inject") sign.append(make("text", { x: x + 4.5, y: y + 3 }, rule.number));
  return sign;
}
