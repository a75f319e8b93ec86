// The filters at the side. Their order never moves under the reader's hand; only counts change.
const FIRST_SHOWN = 7;
const OPEN_AT_FIRST = new Set(["unit", "topic", "voice", "holds"]);
const facetParts = new Map();

const totalsOf = (facet) => {
  const totals = new Uint32Array(facet.values.length);
  for (const values of facet.of) for (const value of values) totals[value] += 1;
  return totals;
};

const buildFilters = () => {
  const panel = byId("filters");
  panel.append(
    make("div", { class: "filters-head" },
      make("h2", {}, "Narrow down"),
      button("Clear all", () => change({ ...fresh(), view: state.view, by: state.by, order: state.order, others: state.others }), { id: "clear", class: "quiet" }),
      button("Done", () => toggleFilters(false), { id: "filters-done", class: "quiet" }),
    ),
    monthRange(),
  );
  for (const facet of FACETS) {
    const totals = totalsOf(facet);
    const order = [...facet.values.keys()].filter((value) => totals[value] > 0);
    if (facet.id !== "voice") order.sort((a, b) => (facet.values[a].id === NONE) - (facet.values[b].id === NONE) || totals[b] - totals[a] || a - b);
    if (order.length === 0) continue;
    const part = { facet, order, rows: new Map(), all: false };
    part.list = make("ul", { class: "facet-values" });
    part.more = button("", () => { part.all = !part.all; updateFacet(part, lastCounts); }, { class: "quiet more" });
    part.tally = make("span", { class: "facet-chosen" });
    part.box = make("details", { class: "facet", open: OPEN_AT_FIRST.has(facet.id), data: { facet: facet.id } },
      make("summary", {}, facet.title, part.tally), part.list, part.more);
    facetParts.set(facet.id, part);
    panel.append(part.box);
  }
};

const monthRange = () => {
  const years = [...new Set(claims.flatMap((claim) => claim.months ?? []).map((month) => month.slice(0, 4)))].filter((year) => year > "0000").sort();
  const months = years.flatMap((year) => MONTHS.map((_, i) => `${year}-${String(i + 1).padStart(2, "0")}`));
  const select = (end, label, list) =>
    make("label", {}, make("span", {}, label),
      make("select", { id: end, on: { change: (event) => change({ [end]: event.target.value }) } },
        make("option", { value: "" }, "any time"), list.map((m) => make("option", { value: m }, writtenPeriod(m)))));
  return make("fieldset", { class: "range" }, make("legend", {}, "Of which time"), select("from", "from", months), select("to", "to", months.toReversed()));
};

let lastCounts = null;

const valueRow = (part, value) => {
  if (part.rows.has(value)) return part.rows.get(value);
  const { facet } = part;
  const tick = make("input", { type: "checkbox", on: { change: (event) => choose(facet.id, value, event.target.checked) } });
  const tally = make("span", { class: "tally" });
  const item = make("li", {}, make("label", {}, tick,
    make("span", { class: "value-name", title: facet.values[value].aside }, facet.values[value].name), tally));
  const row = { item, tick, tally };
  part.rows.set(value, row);
  return row;
};

const updateFacet = (part, counts) => {
  const { facet } = part;
  const chosen = state.chosen.get(facet.id) ?? new Set();
  const found = counts[FACETS.indexOf(facet)];
  const shown = part.order.filter((value, i) => chosen.has(value) || (part.all ? found[value] > 0 : i < FIRST_SHOWN));
  const rows = shown.map((value) => valueRow(part, value));
  const wanted = rows.map((row) => row.item);
  if (wanted.length !== part.list.children.length || wanted.some((item, i) => part.list.children[i] !== item)) {
    const focused = document.activeElement;
    part.list.replaceChildren(...wanted);
    if (part.list.contains(focused)) focused.focus();
  }
  shown.forEach((value, i) => {
    rows[i].tick.checked = chosen.has(value);
    rows[i].tally.textContent = count(found[value]);
    rows[i].item.classList.toggle("empty", found[value] === 0);
  });
  part.tally.textContent = chosen.size ? `${chosen.size} chosen` : "";
  part.more.hidden = part.order.length <= FIRST_SHOWN;
  part.more.textContent = part.all ? "Fewer" : `All ${count(part.order.length)}`;
};

const updateFilters = (counts) => {
  lastCounts = counts;
  for (const part of facetParts.values()) updateFacet(part, counts);
  for (const end of ["from", "to"]) {
    byId(end).value = state[end];
    if (byId(end).value !== state[end]) { // an address may name a month of another year
      byId(end).append(make("option", { value: state[end] }, writtenPeriod(state[end])));
      byId(end).value = state[end];
    }
  }
  byId("clear").hidden = !narrowed();
};

const toggleFilters = (open = !document.body.classList.contains("filters-open")) => {
  document.body.classList.toggle("filters-open", open);
  byId("filters-button")?.setAttribute("aria-expanded", String(open));
  if (open) byId("filters").querySelector("input, select, summary")?.focus();
  else byId("filters-button")?.focus();
};
