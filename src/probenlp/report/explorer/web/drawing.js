// Pieces of charts. Each chart says what it shows, of how many, and gives its numbers as a table.
const FULL = 560;

const chartFigure = (title, note, svg, head, rows) => {
  const table = rows.length > 0 && make("details", { class: "as-table" }, make("summary", {}, "As a table"),
    make("div", { class: "scroll" }, make("table", {}, make("thead", {}, make("tr", {}, head.map((one) => make("th", { scope: "col" }, one)))),
      make("tbody", {}, rows.slice(0, 500).map((row) => make("tr", {}, row.map((cell) => make("td", {}, typeof cell === "number" ? count(cell) : cell))))))));
  return make("figure", { class: "chart" }, make("figcaption", {}, make("h2", {}, title), make("p", {}, note)),
    svg ? make("div", { class: "scroll" }, svg) : make("p", { class: "silent" }, "Nothing to show with these filters."), table);
};

const canvas = (height, label) => draw("svg", { viewBox: `0 0 ${FULL} ${height}`, role: "img", "aria-label": label, width: FULL });
const words_ = (x, y, text, anchor = "start", className = "") => draw("text", { x, y, "text-anchor": anchor, class: className }, String(text));
const shortened = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
const rule = (x1, y1, x2, y2, className = "rule") => draw("line", { x1, y1, x2, y2, class: className });
const titled = (element, text) => { element.append(draw("title", {}, text)); return element; };

const tally = (list, keysOf) => {
  const counts = new Map();
  for (const one of list) for (const key of keysOf(one)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

const monthNumber = (month) => 12 * +month.slice(0, 4) + +month.slice(5, 7) - 1;
const monthAt = (number) => `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;

// Years along the foot of a chart of time; as many as there is room for.
const yearsBelow = (first, last, x, y) => {
  const years = [];
  for (let month = Math.ceil(first / 12) * 12; month <= last; month += 12) years.push(month);
  if (!years.length) return [words_(x(first), y, writtenPeriod(monthAt(first)), "middle", "tick")];
  const step = Math.ceil(years.length / 12);
  return years.filter((_, i) => i % step === 0).flatMap((month) => [rule(x(month), y - 18, x(month), y - 12, "tick-mark"), words_(x(month), y, month / 12, "middle", "tick")]);
};
// Where the bulk of the months is: a single claim about 1907 must not press the rest into a corner.
const usualMonths = (months) => {
  const sorted = [...months].sort((a, b) => a - b);
  const low = sorted[Math.floor(sorted.length * 0.01)];
  const high = sorted[Math.ceil(sorted.length * 0.99) - 1];
  return [Math.min(low, high), Math.max(low + 3, high)];
};
