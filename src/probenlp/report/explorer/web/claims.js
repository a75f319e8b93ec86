// The claims: for each service (topic, month, …) what is said officially beside what is told from
// inside. Sections and claims are made as they are needed, so that a page of 20,000 opens at once.
const SECTIONS_AT_ONCE = 8;
const FIRST_OF_SIDE = 5;
const FIRST_ALONE = 40;
const MORE_AT_ONCE = 40;

const SIDES = [
  { side: island.sides.indexOf("official"), id: "official", title: "Official" },
  { side: island.sides.indexOf("practitioner"), id: "practitioner", title: "Practitioner" },
  { side: OTHERS, id: "others", title: "Others" },
];
const shownSides = () => (state.others ? SIDES : SIDES.slice(0, 2));

const buildBar = () => {
  const search = make("input", {
    type: "search", id: "search", placeholder: "Search words, services, documents", autocomplete: "off", spellcheck: "false",
    "aria-label": "Search the claims", on: { input: (event) => change({ q: event.target.value }) },
  });
  byId("bar").append(
    make("div", { class: "search-box", role: "search" }, search, make("kbd", { "aria-hidden": "true" }, "/")),
    button("Filters", () => toggleFilters(), { id: "filters-button", "aria-expanded": "false", "aria-controls": "filters" }),
    make("label", { class: "arrange" }, make("span", {}, "Set side by side by"),
      make("select", { id: "by", on: { change: (event) => change({ by: event.target.value }) } },
        ARRANGED.map(([id, name]) => make("option", { value: id }, name)))),
    make("label", { class: "arrange" }, make("span", { class: "unseen" }, "Order"),
      make("select", { id: "order", on: { change: (event) => change({ order: event.target.value }) } },
        ORDERS.map(([id, name]) => make("option", { value: id }, name)))),
    make("label", { class: "others" },
      make("input", { type: "checkbox", id: "others", on: { change: (event) => change({ others: event.target.checked }) } }),
      " news and service users too"),
  );
};

// Sections of what was found; a claim about two services stands in both.
const sectionsOf = (result) => {
  const facet = FACETS.find((one) => one.id === state.by);
  const sections = new Map();
  for (const claim of result) {
    if (!state.others && claim.side === OTHERS) continue;
    const keys = facet ? facet.of[claim.place] : [state.by === "month" ? claim.period?.slice(0, 10) ?? "" : 0];
    for (const given of keys) {
      const key = state.by === "month" ? (given.startsWith("../") ? given : given.slice(0, 7)) : given;
      if (!sections.has(key)) sections.set(key, { key, facet, sides: new Map(SIDES.map(({ side }) => [side, []])), size: 0 });
      const section = sections.get(key);
      section.sides.get(claim.side).push(claim);
      section.size += 1;
    }
  }
  return [...sections.values()].sort(sectionOrder(facet));
};

const sectionOrder = (facet) => {
  const last = (section) => (facet ? facet.values[section.key].id === NONE : section.key === "");
  if (state.by === "month" || state.by === "document") {
    const date = (s) => (facet ? documents[s.key].date ?? "" : monthsOf(s.key)?.[1] ?? "");
    return (a, b) => last(a) - last(b) || (date(a) < date(b) ? 1 : date(a) > date(b) ? -1 : 0);
  }
  return (a, b) => last(a) - last(b) || b.size - a.size;
};

const sectionName = ({ key, facet }) => {
  if (facet) return capital(facet.values[key].name);
  return state.by === "month" ? (key ? writtenPeriod(key) : "No date") : "All claims";
};

let pendingSections = [];
let watcher = null;

const showClaims = (result) => {
  const sections = sectionsOf(result);
  const view = byId("view");
  const heads = make("div", { class: "columns column-heads", "aria-hidden": "true" },
    shownSides().map(({ id, title, side }) => make("div", { class: `column-head ${id}` }, title,
      make("span", { class: "tally" }, count(result.reduce((n, claim) => n + (claim.side === side), 0))))));
  const body = make("div", { id: "sections", class: state.others ? "three" : "two" });
  const more = button("More", () => moreSections(), { id: "more-sections", class: "wide" });
  view.replaceChildren(heads, body, more);
  view.classList.toggle("with-others", state.others);
  pendingSections = sections;
  moreSections();
  if (!sections.length) body.append(nothingFound());
  watcher?.disconnect();
  watcher = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && moreSections(), { rootMargin: "600px" });
  watcher.observe(more);
};

const nothingFound = () => make("div", { class: "nothing" },
  make("p", {}, claims.length ? "No claim has all of that." : "This run has made no claims."),
  narrowed() && button("Clear all filters", () => change({ ...fresh(), by: state.by }), { class: "wide" }));

const moreSections = () => {
  const next = pendingSections.slice(0, SECTIONS_AT_ONCE);
  pendingSections = pendingSections.slice(SECTIONS_AT_ONCE);
  const alone = state.by === "none" ? FIRST_ALONE : FIRST_OF_SIDE;
  byId("sections").append(...next.map((section) => sectionElement(section, alone)));
  const button = byId("more-sections");
  if (!button) return next.length > 0;
  button.hidden = pendingSections.length === 0;
  button.textContent = `${count(pendingSections.length)} more`;
  return next.length > 0;
};

const sectionElement = (section, first) =>
  make("section", { class: "section" },
    state.by !== "none" && make("h2", {}, sectionName(section)),
    make("div", { class: "columns" }, shownSides().map(({ side, id, title }) => columnElement(section.sides.get(side), id, title, first))));

const columnElement = (list, id, title, first) => {
  const items = make("ul", { class: "claims" }, list.slice(0, first).map(claimItem));
  let shown = Math.min(first, list.length);
  const more = button("", () => {
    const next = list.slice(shown, shown + MORE_AT_ONCE).map(claimItem);
    items.append(...next);
    next[0]?.querySelector("a").focus();
    shown += next.length;
    relabel();
  }, { class: "quiet more" });
  const relabel = () => {
    more.hidden = shown >= list.length;
    more.textContent = `${count(list.length - shown)} more`;
  };
  relabel();
  return make("div", { class: `column ${id}` },
    make("h3", { class: "side-name" }, title, make("span", { class: "tally" }, count(list.length))),
    list.length ? items : make("p", { class: "silent" }, "nothing found"), more);
};

// One sentence may make several claims, with a figure each: the words stand whole once.
const claimItem = (claim, i, list) => {
  const before = list?.[i - 1];
  const repeat = before && before.passage === claim.passage && before.text === claim.text;
  const figure = shortFigure(claim);
  return make("li", {},
    make("a", {
      class: `claim${repeat ? " repeat" : ""}`, href: addressOf({ ...state, claim: claim.id }), data: { place: claim.place },
      "aria-current": state.claim === claim.id ? "true" : null,
      on: { click: (event) => { if (!event.metaKey && !event.ctrlKey && !event.shiftKey) { event.preventDefault(); openClaim(claim.id); } } },
    },
    figure && make("span", { class: `figure${figure.length > 8 ? " long" : figure.length > 5 ? " middling" : ""}` }, figure),
    make("span", { class: "words" }, marked(claim.text)),
    make("span", { class: "meta" }, metaOf(claim).map((part) => make("span", {}, part)), flagsOf(claim))));
};

const speakerOf = (claim) => {
  if (claim.speaker < 0) return null;
  const { name, role } = speakers[claim.speaker];
  return name ?? (role && role !== "other" ? said(role) : null);
};
const metaOf = (claim) => {
  const document = documentOf(claim);
  const parts = [said(island.voices[claim.voice]).replace(/^(official|practitioner) /, ""), speakerOf(claim), claim.period && writtenPeriod(claim.period), document.site];
  return [...new Set(parts.filter(Boolean))];
};

const flagsOf = (claim) => {
  const flags = [];
  for (const [verdict, kind, words] of [["contradicts", "bad", "register differs"], ["agrees", "good", "register agrees"]]) {
    const checked = (checksOf.get(claim.place) ?? []).filter((check) => island.verdicts[check.verdict] === verdict);
    if (checked.length) flags.push([kind, `${words}: ${[...new Set(checked.map((check) => check.kind))].join(", ")}`]);
  }
  const sources = groups[claim.group]?.source_count;
  if (sources > 1) flags.push(["plain", `${sources} sources`]);
  const related = relationsOf.get(claim.place) ?? [];
  for (const kind of ["disputes", "supports"]) {
    const n = related.filter((one) => island.relation_kinds[one.relation] === kind).length;
    const word = { disputes: "disputed", supports: "supported" }[kind];
    if (n && claim.side === SIDES[0].side) flags.push([kind === "disputes" ? "bad" : "plain", n > 1 ? `${word} ${n}×` : word]);
    else if (n) flags.push([kind === "disputes" ? "bad" : "plain", `${kind} a finding`]);
  }
  return flags.length > 0 && make("span", { class: "flags" }, flags.map(([kind, text]) => make("span", { class: `flag ${kind}` }, text)));
};

const rounded = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 }).format;
const compact = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1, notation: "compact" }).format;
const short = (value) => (Math.abs(value) < 1e6 ? rounded : compact)(value);
const BOUNDS = { "=": "", "≈below": "≲", "≈above": "≳" };
const shortFigure = ({ detail: { figure, grade } }) => {
  if (grade && grade.status === "asserted") return grade.label;
  if (!figure) return null;
  const number = figure.high === undefined ? short(figure.value) : `${short(figure.value)}–${short(figure.high)}`;
  const bound = BOUNDS[figure.comparator ?? "="] ?? figure.comparator;
  if (figure.unit === "per cent") return `${bound}${number}%`;
  if (figure.unit === "GBP") return `${bound}£${number}`;
  if (figure.out_of !== undefined) return `${bound}${number}/${count(figure.out_of)}`;
  return bound + number;
};
