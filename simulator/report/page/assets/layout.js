// Where lanes and bars stand from top to bottom. Nothing here depends on the zoom.

const SIZE = { head: 22, strip: 13, bar: 12, row: 15, foot: 4, collapsed: 16, least: 26 };

/** Gives lanes with their places, under the heads of their groups, and what stands on them. */
function layOut(view) {
  const places = new Map();
  const rows = [];
  const filter = makeFilter(view);
  const bars = barsByLane(view.replication.bars.filter(filter.item));
  let y = 0;
  for (const group of groupsOf(view, filter)) {
    rows.push({ type: "head", y, height: SIZE.head, group });
    y += SIZE.head;
    const collapsed = view.collapsed.has(group.key);
    for (const lane of group.lanes) {
      const height = collapsed ? 0 : laneHeight(bars.get(lane) ?? []);
      const place = { type: "lane", y, height, lane, group, collapsed };
      place.strip = collapsed ? y - SIZE.head / 2 : y + SIZE.strip / 2 + 1;
      places.set(lane, place);
      if (!collapsed) rows.push(place);
      y += height;
    }
  }
  const arrows = view.replication.arrows.filter(
    (arrow) => filter.item(arrow) && places.has(arrow.lane) && places.has(arrow.to),
  );
  return { rows, places, bars, arrows, path: filter.path, height: y + 6 };
}

/** Groups the lanes that are shown by sector, region or level, in the order of the data. */
function groupsOf(view, filter) {
  const groups = new Map();
  view.data.lanes.forEach((lane, number) => {
    const key = lane[view.group];
    if (view.hiddenGroups.has(key) || !filter.lane(number)) return;
    if (!groups.has(key)) groups.set(key, { key, title: lane[`${view.group}Title`], lanes: [] });
    groups.get(key).lanes.push(number);
  });
  return [...groups.values()];
}

/** Puts the bars of each lane into rows, so that none covers another, and notes the row in each. */
function barsByLane(shown) {
  const lanes = new Map();
  for (const bar of shown) {
    if (!lanes.has(bar.lane)) lanes.set(bar.lane, []);
    lanes.get(bar.lane).push(bar);
  }
  for (const bars of lanes.values()) stack(bars);
  return lanes;
}

function stack(bars) {
  const ends = [];
  for (const bar of bars) {
    const free = ends.findIndex((end) => end <= bar.start);
    bar.level = free < 0 ? ends.length : free;
    ends[bar.level] = bar.end;
  }
}

function laneHeight(bars) {
  const levels = bars.reduce((most, bar) => Math.max(most, bar.level + 1), 0);
  return Math.max(SIZE.least, SIZE.strip + levels * SIZE.row + SIZE.foot);
}

/** Gives the upper edge of a bar. */
function barTop(bar, place) {
  return place.collapsed ? place.strip - 3 : place.y + SIZE.strip + bar.level * SIZE.row;
}
