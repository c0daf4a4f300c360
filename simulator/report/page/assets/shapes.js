// SVG elements, and the outlines of many things as the path of one element: thousands of bars are a few
// elements, so that a frame stays short.

const SVG = "http://www.w3.org/2000/svg";

/** Makes an SVG element with attributes and, perhaps, a text. */
function make(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

const short = (number) => Math.round(number * 10) / 10;

/** Gives the outline of a box. */
function box(x, y, width, height) {
  return `M${short(x)},${short(y)}h${short(width)}v${height}h${short(-width)}z`;
}

function line(x1, y1, x2, y2) {
  return `M${short(x1)},${short(y1)}L${short(x2)},${short(y2)}`;
}

/** Gives a line with the head of an arrow at its end. */
function arrowLine(x1, y1, x2, y2) {
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const wing = (turn) => [x2 - 6 * Math.cos(angle + turn), y2 - 6 * Math.sin(angle + turn)].map(short).join(",");
  return `${line(x1, y1, x2, y2)}M${wing(0.42)}L${short(x2)},${short(y2)}L${wing(-0.42)}`;
}

/** Gives a line that ends in a cross: what was sent along it never came. */
function lostLine(x1, y1, x2, y2) {
  return `${line(x1, y1, x2, y2)}${line(x2 - 4, y2 - 4, x2 + 4, y2 + 4)}${line(x2 - 4, y2 + 4, x2 + 4, y2 - 4)}`;
}

/** Guesses how wide a text is, without asking the browser: a Chinese letter is as wide as it is high. */
function textWidth(text, size) {
  let wide = 0;
  for (const letter of text) wide += letter > "\u2e7f" ? size : size * 0.56;
  return wide;
}

/** Cuts a text so that it fits. */
function fit(text, room, size) {
  if (textWidth(text, size) <= room) return text;
  let kept = "";
  let wide = size;
  for (const letter of text) {
    wide += letter > "\u2e7f" ? size : size * 0.56;
    if (wide > room) break;
    kept += letter;
  }
  return kept ? `${kept}…` : "";
}

/** Parts a text that is too wide into two lines of at most `room`: between words where there are some. */
function fold(text, room, size) {
  const letters = [...text];
  const ends = letters.map((_, at) => textWidth(letters.slice(0, at + 1).join(""), size));
  const fits = ends.filter((end) => end <= room).length;
  const space = letters.lastIndexOf(" ", fits);
  const inWord = [letters[fits - 1], letters[fits]].every((letter) => letter < "\u2e80");
  const end = space > fits / 2 || (inWord && space > 0) ? space : fits;
  return [letters.slice(0, end).join(""), fit(letters.slice(end).join("").trimStart(), room, size)];
}

/** Gives how far a point is from a line between two others. */
function distance(point, from, to) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const along = ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / (dx * dx + dy * dy || 1);
  const near = Math.max(0, Math.min(1, along));
  return Math.hypot(point[0] - from[0] - near * dx, point[1] - from[1] - near * dy);
}
