// Times and lengths in the words of the page's language. The words come with the data.

/** Fills the `{places}` of a sentence. */
function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => (name in values ? values[name] : place));
}

/** Gives a length of time in its two largest units, as the tables of the page do. */
function duration(seconds, words) {
  const whole = Math.round(seconds);
  if (whole < 60) return fill(words.duration_s, { s: whole });
  if (whole < 3600) return halves(words, "m", "ms", { min: Math.floor(whole / 60), s: whole % 60 }, "s");
  const minutes = Math.round(whole / 60);
  if (minutes < 1440) return halves(words, "h", "hm", { h: Math.floor(minutes / 60), min: minutes % 60 }, "min");
  const hours = Math.round(whole / 3600);
  return fill(words.duration_dh, { d: Math.floor(hours / 24), h: hours % 24 });
}

function halves(words, one, both, values, lesser) {
  return fill(words[`duration_${values[lesser] ? both : one}`], values);
}

const twoDigits = (number) => String(number).padStart(2, "0");

const DAY = 86400;

/** Says whether what is shown takes so long that times have days, as on the charts on paper. */
const countsInDays = (view) => view.replication.until >= 4 * DAY;

/** Gives a time since the start as `T+1:05:09`, with its days where there are many. */
function elapsed(seconds, view) {
  const days = countsInDays(view) ? Math.floor(seconds / DAY) : 0;
  const minutes = Math.floor((seconds - days * DAY) / 60);
  const time = `${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}:${twoDigits(Math.floor(seconds % 60))}`;
  return days ? fill(view.data.words.since_days, { d: days, time }) : `T+${time}`;
}

/** Gives a time on the axis: to the minute, whole days as such. */
function tickText(seconds, view) {
  if (countsInDays(view) && seconds % DAY === 0) return fill(view.data.words.since_day, { d: seconds / DAY });
  return elapsed(seconds, view).slice(0, -3);
}

/** Gives the time of the clock; the civil time of one place, so UTC only stands for "no zone". */
function clock(seconds, start) {
  const [year, month, day, hour, minute] = start;
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute) + seconds * 1000);
  const time = `${twoDigits(at.getUTCHours())}:${twoDigits(at.getUTCMinutes())}`;
  return { time, date: `${twoDigits(at.getUTCMonth() + 1)}-${twoDigits(at.getUTCDate())}`, hour: at.getUTCHours() };
}

const STEPS = [60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 432000, 864000, 1728000, 2592000, 5184000, 15552000];

/** Gives the ticks between two times, at least so many pixels apart. */
function ticks(from, to, pixelsPerSecond, apart) {
  const step = STEPS.find((each) => each * pixelsPerSecond >= apart) ?? STEPS[STEPS.length - 1];
  const found = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) found.push(at);
  return found;
}
