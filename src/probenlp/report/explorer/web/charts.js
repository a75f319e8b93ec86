// The charts follow the filters; those that need more than claims say that they do not.
const showCharts = (result) => {
  byId("view").replaceChildren(
    make("div", { class: "charts" }, monthsChart(result), topicsChart(result), ratingsChart(result), sharesChart(result), sentimentChart(), quotingChart()));
};

const datedOf = (result) => result.filter((claim) => claim.months && claim.months[0] === claim.months[1]);

const monthsChart = (result) => {
  const dated = datedOf(result).filter((claim) => claim.side !== OTHERS);
  const note = `${plural(dated.length, "claim")} with a month, of ${count(result.length)} found. Official above the line, practitioners below.`;
  if (!dated.length) return chartFigure("Who speaks when", note, null, [], []);
  const [first, last] = usualMonths(dated.map((claim) => monthNumber(claim.months[0])));
  const bySide = SIDES.slice(0, 2).map(({ side }) => tally(dated.filter((claim) => claim.side === side), (claim) => [monthNumber(claim.months[0])]));
  const most = Math.max(1, ...bySide.flatMap((counts) => [...counts.values()]));
  const [left, right, middle, half] = [40, FULL - 10, 120, 96];
  const width = (right - left) / (last - first + 1);
  const x = (month) => left + (month - first) * width;
  const svg = canvas(250, "Claims by month: official above, practitioners below");
  svg.append(words_(left - 6, middle - half + 4, count(most), "end", "tick"), words_(left - 6, middle + half + 4, count(most), "end", "tick"));
  const rows = [];
  for (let month = first; month <= last; month += 1) {
    const [up, down] = bySide.map((counts) => counts.get(month) ?? 0);
    if (!up && !down) continue;
    const label = `${writtenPeriod(monthAt(month))}: ${up} official, ${down} practitioner`;
    rows.push([writtenPeriod(monthAt(month)), up, down]);
    const bar = Math.max(1.5, width - 1);
    svg.append(titled(draw("rect", { x: x(month), y: middle - (half * up) / most, width: bar, height: (half * up) / most, class: "official" }), label),
      titled(draw("rect", { x: x(month), y: middle, width: bar, height: (half * down) / most, class: "practitioner" }), label));
  }
  svg.append(rule(left, middle, right, middle, "axis"), ...yearsBelow(first, last, x, 244));
  return chartFigure("Who speaks when", note, svg, ["Month", "Official", "Practitioner"], rows);
};

const topicsChart = (result) => {
  const sided = result.filter((claim) => claim.side !== OTHERS && claim.topic >= 0);
  const note = `${plural(sided.length, "claim")} with a topic, of ${count(result.length)} found. Choose a bar to see its claims.`;
  if (!sided.length) return chartFigure("What they speak of", note, null, [], []);
  const bySide = SIDES.slice(0, 2).map(({ side }) => tally(sided.filter((claim) => claim.side === side), (claim) => [claim.topic]));
  const size = (topic) => bySide.reduce((n, counts) => n + (counts.get(topic) ?? 0), 0);
  const topics = [...new Set(sided.map((claim) => claim.topic))].sort((a, b) => size(b) - size(a)).slice(0, 18);
  const most = Math.max(...bySide.flatMap((counts) => [...counts.values()]));
  const [gutter, step, middle] = [196, 24, FULL / 2];
  const room = (FULL - gutter) / 2 - 40;
  const svg = canvas(topics.length * step + 26, "Claims by topic: official to the left, practitioners to the right");
  svg.append(words_(middle - gutter / 2 - 4, 12, "Official", "end", "side official-text"), words_(middle + gutter / 2 + 4, 12, "Practitioner", "start", "side practitioner-text"));
  const facet = FACETS.find(({ id }) => id === "topic");
  const rows = topics.map((topic, i) => {
    const y = 24 + i * step;
    const [up, down] = bySide.map((counts) => counts.get(topic) ?? 0);
    const [wide, far] = [(room * up) / most, (room * down) / most];
    const name = island.topics[topic][1];
    svg.append(draw("g", { class: "pick", tabindex: 0, role: "button", "aria-label": `${name}: ${up} official, ${down} practitioner`, "data-topic": topic },
      draw("rect", { x: 0, y, width: FULL, height: step, class: "hit" }),
      draw("rect", { x: middle - gutter / 2 - wide, y: y + 4, width: wide, height: step - 8, class: "official" }),
      draw("rect", { x: middle + gutter / 2, y: y + 4, width: far, height: step - 8, class: "practitioner" }),
      words_(middle - gutter / 2 - wide - 5, y + 16, count(up), "end", "tick"), words_(middle + gutter / 2 + far + 5, y + 16, count(down), "start", "tick"),
      words_(middle, y + 16, shortened(name, 26), "middle")));
    return [name, up, down];
  });
  const pick = (event) => {
    const topic = event.target.closest("[data-topic]")?.dataset.topic;
    if (topic !== undefined && (event.type === "click" || event.key === "Enter")) {
      event.stopPropagation();
      chooseOnly(facet.id, Number(topic));
    }
  };
  svg.addEventListener("click", pick);
  svg.addEventListener("keydown", pick);
  return chartFigure("What they speak of", note, svg, ["Topic", "Official", "Practitioner"], rows);
};

const marksFor = (rank, x, y) => {
  const r = 5;
  const shape = [
    { name: "path", d: `M${x - r} ${y - r}L${x + r} ${y + r}M${x - r} ${y + r}L${x + r} ${y - r}` },
    { name: "path", d: `M${x} ${y - r}L${x + r} ${y + r * 0.8}L${x - r} ${y + r * 0.8}Z` },
    { name: "path", d: `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z` },
    { name: "circle", cx: x, cy: y, r },
  ][rank % 4];
  const { name, ...attributes } = shape;
  return draw(name, { ...attributes, class: `grade grade-${rank % 4}` });
};

const ratingsChart = (result) => {
  const rated = datedOf(result).filter((claim) => claim.detail.grade?.status === "asserted" && claim.units.length);
  const note = `${plural(rated.length, "rating")} stated here and now, of a named service, with a month. Better ones stand a little higher.`;
  if (!rated.length) return chartFigure("Ratings of services", note, null, [], []);
  const sizes = tally(rated, (claim) => claim.units);
  const units = [...sizes.keys()].sort((a, b) => sizes.get(b) - sizes.get(a)).slice(0, 24);
  const [first, last] = usualMonths(rated.map((claim) => monthNumber(claim.months[0])));
  const [left, step] = [200, 30];
  const x = (month) => left + 12 + (Math.min(last, Math.max(first, month)) - first) * ((FULL - left - 24) / (last - first));
  const there = new Set(rated.map((claim) => claim.detail.grade.label));
  const grades = [...new Set([...island.ratings, ...there])].filter((label) => there.has(label));
  const rankOf = (label) => Math.floor((grades.indexOf(label) * 4) / Math.max(4, grades.length));
  const svg = canvas(units.length * step + 62, "Ratings by service and month");
  let at = 8;
  for (const label of grades) {
    svg.append(marksFor(rankOf(label), at, 10), words_(at + 11, 14, label, "start", "tick"));
    at += 40 + label.length * 6.6;
  }
  const rows = [];
  units.forEach((unit, i) => {
    const y = 42 + i * step;
    svg.append(words_(left - 8, y + 4, shortened(island.units[unit][1], 27), "end"), rule(left, y, FULL, y));
    const seen = new Map();
    for (const claim of rated.filter((one) => one.units.includes(unit))) {
      const { label } = claim.detail.grade;
      const key = `${label} ${claim.months[0]}`;
      seen.set(key, { claim, label, n: (seen.get(key)?.n ?? 0) + 1 });
    }
    for (const { claim, label, n } of seen.values()) {
      const text = `${island.units[unit][1]}, ${writtenPeriod(claim.months[0])}: ${label}, ${plural(n, "claim")}`;
      rows.push([island.units[unit][1], writtenPeriod(claim.months[0]), label, n]);
      svg.append(titled(marksFor(rankOf(label), x(monthNumber(claim.months[0])), y + 7.5 - 5 * rankOf(label)), text)); // the better, the higher
    }
  });
  svg.append(...yearsBelow(first, last, x, units.length * step + 56));
  return chartFigure("Ratings of services", note, svg, ["Service", "Month", "Grade", "Claims"], rows);
};

const sharesChart = (result) => {
  const shares = result.filter(({ standard, side, detail: { figure } }) => standard >= 0 && side !== OTHERS && figure?.kind === "share" && figure.unit === "per cent" && figure.value <= 100);
  const note = `${plural(shares.length, "share")} in per cent, with a standard. A line is a range or a bound.`;
  if (!shares.length) return chartFigure("Figures by standard", note, null, [], []);
  const sizes = tally(shares, (claim) => [claim.standard]);
  const standards = [...sizes.keys()].sort((a, b) => sizes.get(b) - sizes.get(a));
  const [left, step] = [176, 40];
  const x = (value) => left + 10 + (value / 100) * (FULL - left - 20);
  const svg = canvas(standards.length * step + 34, "Shares by standard");
  for (const value of [0, 25, 50, 75, 100]) svg.append(rule(x(value), 0, x(value), standards.length * step + 8), words_(x(value), standards.length * step + 26, `${value}%`, "middle", "tick"));
  const rows = [];
  standards.forEach((standard, i) => {
    const y = 4 + i * step;
    svg.append(words_(left - 8, y + step / 2 + 4, shortened(island.standards[standard][1], 23), "end"));
    for (const claim of shares.filter((one) => one.standard === standard)) {
      const { id } = sideOf(claim);
      const { figure } = claim.detail;
      const at = y + (id === "official" ? 12 : 28);
      const far = figure.high ?? { "<": figure.value - 6, "≈below": figure.value - 6, ">": figure.value + 6, "≈above": figure.value + 6 }[figure.comparator];
      rows.push([island.standards[standard][1], sideOf(claim).title, figure.words, claim.text]);
      if (far !== undefined) svg.append(rule(x(figure.value), at, x(Math.min(100, Math.max(0, far))), at, `bound ${id}`));
      svg.append(titled(draw("circle", { cx: x(figure.value), cy: at, r: 5, class: `dot ${id}` }), `${figure.words}: ${claim.text}`));
    }
  });
  return chartFigure("Figures by standard", note, svg, ["Standard", "Side", "Figure", "Claim"], rows);
};

const sentimentChart = () => {
  const aspects = [...new Set(island.sentiment.map(([aspect]) => aspect))];
  const sentences = island.sentiment.reduce((n, [, , bad, even, good]) => n + bad + even + good, 0);
  const note = `Of the whole run, whatever the filters: ${plural(sentences, "sentence")} that value one side of the service. Left: badly; right: well.`;
  if (!aspects.length) return chartFigure("How they value it", note, null, [], []);
  const [left, step] = [204, 46];
  const shares = island.sentiment.map(([, , bad, even, good]) => [bad / (bad + even + good), good / (bad + even + good)]);
  const [worst, best] = [0, 1].map((i) => Math.max(...shares.map((pair) => pair[i])));
  const room = (FULL - left - 90) / (worst + best || 1);
  const middle = left + 42 + room * worst;
  const svg = canvas(aspects.length * step + 12, "Share of sentences that value each aspect badly or well, by side");
  aspects.forEach((aspect, i) => {
    svg.append(words_(left - 8, i * step + 27, shortened(aspect, 28), "end"));
    for (const [, side, bad, even, good] of island.sentiment.filter(([one]) => one === aspect)) {
      const n = bad + even + good;
      const y = i * step + (side === "official" ? 7 : 24);
      const label = `${aspect}, ${side}: ${bad} badly, ${even} neither, ${good} well`;
      const [low, high] = [(room * bad) / n, (room * good) / n];
      svg.append(titled(draw("rect", { x: middle - low, y, width: low, height: 14, class: side }), label),
        titled(draw("rect", { x: middle, y, width: high, height: 14, class: `${side} light` }), label),
        words_(middle - low - 4, y + 11, `${Math.round((100 * bad) / n)}%`, "end", "tick"), words_(middle + high + 4, y + 11, `${Math.round((100 * good) / n)}%`, "start", "tick"));
    }
  });
  svg.append(rule(middle, 2, middle, aspects.length * step + 4, "axis"));
  return chartFigure("How they value it", note, svg, ["Aspect", "Side", "Badly", "Neither", "Well"], island.sentiment.map((row) => row.slice(0, 5)));
};

const quotingChart = () => {
  const list = island.quoting.slice(0, 24);
  const note = "Of the whole run, whatever the filters: quotations with a known speaker, by who passes them on. Private persons by their role.";
  if (!list.length) return chartFigure("Who quotes whom", note, null, [], []);
  const most = Math.max(...list.map((row) => row[3]));
  const [step, left, bar] = [24, 214, 90];
  const svg = canvas(list.length * step + 8, "Who quotes whom, with the number of quotations");
  list.forEach(([from, to, side, n], i) => {
    const y = 4 + i * step;
    const wide = Math.max(2, (bar * n) / most);
    svg.append(words_(left - 10, y + 16, shortened(from, 28), "end"), draw("rect", { x: left, y: y + 5, width: wide, height: step - 10, class: side || "others" }),
      words_(left + wide + 5, y + 16, count(n), "start", "tick"), words_(left + bar + 36, y + 16, shortened(to, 30)));
  });
  return chartFigure("Who quotes whom", note, svg, ["Passes on", "Speaker", "Side", "Quotations"], island.quoting);
};
