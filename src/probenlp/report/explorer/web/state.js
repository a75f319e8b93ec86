// What is shown lives in the address, after the #, so that it can be kept, sent and gone back to.
const VIEWS = [
  ["claims", "Claims"],
  ["groups", "Same facts"],
  ["register", "Register"],
  ["charts", "Charts"],
  ["run", "This run"],
];
const ARRANGED = [
  ["unit", "service"],
  ["topic", "topic"],
  ["month", "month"],
  ["document", "document"],
  ["none", "nothing"],
];

const fresh = () => ({ view: "claims", q: "", by: "unit", order: "weight", from: "", to: "", others: false, claim: null, chosen: new Map() });
let state = fresh();

const readAddress = () => {
  const given = new URLSearchParams(location.hash.slice(1));
  const read = fresh();
  if (VIEWS.some(([id]) => id === given.get("view"))) read.view = given.get("view");
  if (ARRANGED.some(([id]) => id === given.get("by"))) read.by = given.get("by");
  if (ORDERS.some(([id]) => id === given.get("order"))) read.order = given.get("order");
  read.q = given.get("q") ?? "";
  read.others = given.get("others") === "1";
  for (const end of ["from", "to"]) if (/^\d{4}-\d{2}$/.test(given.get(end) ?? "")) read[end] = given.get(end);
  if (placeOf.has(given.get("claim"))) read.claim = given.get("claim");
  for (const facet of FACETS) {
    const places = given.getAll(facet.id).map((id) => facet.placeOf.get(id)).filter((place) => place !== undefined);
    if (places.length) read.chosen.set(facet.id, new Set(places));
  }
  return read;
};

const addressOf = (wanted) => {
  const parts = new URLSearchParams();
  if (wanted.view !== "claims") parts.set("view", wanted.view);
  if (wanted.q) parts.set("q", wanted.q);
  if (wanted.by !== "unit") parts.set("by", wanted.by);
  if (wanted.order !== "weight") parts.set("order", wanted.order);
  if (wanted.others) parts.set("others", "1");
  for (const end of ["from", "to"]) if (wanted[end]) parts.set(end, wanted[end]);
  for (const facet of FACETS) {
    for (const place of wanted.chosen.get(facet.id) ?? []) parts.append(facet.id, facet.values[place].id);
  }
  if (wanted.claim) parts.set("claim", wanted.claim);
  return `#${parts}`;
};

// Typing and ticking replace the address; opening a claim or another view can be gone back from.
const change = (changes, { step = false } = {}) => {
  state = { ...state, ...changes };
  const address = addressOf(state);
  if (address !== location.hash) history[step ? "pushState" : "replaceState"](null, "", address);
  show();
};

const choose = (facetId, place, wanted) => {
  const chosen = new Map(state.chosen);
  const places = new Set(chosen.get(facetId));
  if (wanted) places.add(place); else places.delete(place);
  if (places.size) chosen.set(facetId, places); else chosen.delete(facetId);
  change({ chosen });
};

const chooseOnly = (facetId, place) => {
  const chosen = new Map(state.chosen);
  chosen.set(facetId, new Set([place]));
  change({ chosen, view: "claims" }, { step: true });
};

const narrowed = () => Boolean(state.q || state.from || state.to || state.chosen.size);
