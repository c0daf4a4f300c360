// Playing a replication: time runs, so many minutes of it in each second.

/** Connects the button, the speed and the slider. */
function connectPlay(view, page) {
  let last = null;
  const stop = () => {
    last = null;
    page.play.setAttribute("aria-pressed", "false");
    page.play.textContent = view.data.words.play;
  };
  const step = (stamp) => {
    if (last === null) return;
    const seconds = ((stamp - last) / 1000) * 60 * Number(page.speed.value);
    last = stamp;
    const now = Math.min(view.now + seconds, view.last);
    view.change({ now, ...following(view, now) }, "frame");
    if (now < view.last) requestAnimationFrame(step);
    else stop();
  };
  page.play.addEventListener("click", () => {
    if (last !== null) return stop();
    if (view.now === null || view.now >= view.last) view.now = 0;
    page.play.setAttribute("aria-pressed", "true");
    page.play.textContent = view.data.words.pause;
    return requestAnimationFrame((stamp) => { last = stamp; step(stamp); });
  });
  page.scrub.addEventListener("input", () => {
    const now = (Number(page.scrub.value) / 1000) * view.last;
    view.change({ now, ...following(view, now) }, "frame");
  });
}

/** Moves the stretch of time along where the time that is played leaves it. */
function following(view, now) {
  const width = view.to - view.from;
  return now < view.from || now > view.to - width * 0.05 ? moved(view, now - width * 0.1) : {};
}

/** Shows the time that is played. */
function showNow(view, page) {
  const { words, start } = view.data;
  page.scrub.value = view.now === null ? 0 : Math.round((view.now / view.last) * 1000);
  page.now.textContent = view.now === null ? "" : fill(words.now, { elapsed: elapsed(view.now, view), clock: clock(view.now, start).time });
}
