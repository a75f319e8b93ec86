// The data of the page, read by the names of their fields, and what is made of them once.
const island = JSON.parse(document.getElementById("data").textContent);

const rowsOf = (kind, rows) => {
  const fields = island.fields[kind];
  return rows.map((row, place) => {
    const one = { place };
    fields.forEach((name, i) => { one[name] = row[i]; });
    return one;
  });
};

const documents = rowsOf("document", island.documents);
const passages = rowsOf("passage", island.passages);
const speakers = rowsOf("speaker", island.speakers);
const claims = rowsOf("claim", island.claims);
const groups = rowsOf("group", island.groups);
const relations = rowsOf("relation", island.relations);
const checks = rowsOf("check", island.checks);

const OTHERS = -1; // the side of news and service users
const placeOf = new Map(claims.map((claim) => [claim.id, claim.place]));
const documentOf = (claim) => documents[passages[claim.passage].document];

const said = (word) => word.replaceAll("_", " ");
const count = new Intl.NumberFormat("en-GB").format;
const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

// A period is a year, a month, a day, or "../2024" for before then; months compare as strings.
const monthsOf = (period) => {
  if (!period) return null;
  const open = period.startsWith("../");
  const date = open ? period.slice(3) : period;
  if (open) return ["0000-00", date.length === 4 ? `${date}-00` : date.slice(0, 7)];
  if (date.length === 4) return [`${date}-01`, `${date}-12`];
  return [date.slice(0, 7), date.slice(0, 7)];
};

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const writtenPeriod = (period) => {
  if (!period) return "no date";
  if (period.startsWith("../")) return `before ${writtenPeriod(period.slice(3))}`;
  const [year, month, day] = period.split("-");
  return [day && String(+day), month && MONTHS[month - 1], year].filter(Boolean).join(" ");
};

for (const list of [checks, groups, relations]) Object.freeze(list);
const checksOf = new Map();
for (const check of checks) {
  if (!checksOf.has(check.claim)) checksOf.set(check.claim, []);
  checksOf.get(check.claim).push(check);
}
const relationsOf = new Map();
for (const relation of relations) {
  for (const place of [relation.testimony, relation.finding]) {
    if (!relationsOf.has(place)) relationsOf.set(place, []);
    relationsOf.get(place).push(relation);
  }
}
for (const claim of claims) claim.months = monthsOf(claim.period);

// What there is to go on: a rating, a figure, the register, other witnesses, testimony beside it.
const weightOf = (claim) =>
  (claim.detail.grade?.status === "asserted" ? 3 : 0) + (claim.detail.figure ? 2 : 0) + (checksOf.has(claim.place) ? 1 : 0) +
  (groups[claim.group]?.source_count > 1 ? 1 : 0) + (relationsOf.get(claim.place)?.some((one) => island.relation_kinds[one.relation] !== "adds") ? 1 : 0);

const ORDERS = [["weight", "most to go on first"], ["newest", "newest first"], ["oldest", "oldest first"]];
const ordered = new Map(); // made when first asked for; what has no date comes last
const inOrder = (order) => {
  if (!ordered.has(order)) {
    const weights = claims.map((claim) => (order === "weight" ? weightOf(claim) : 0));
    const dates = claims.map((claim) => claim.months?.[1] ?? "");
    const turn = order === "oldest" ? -1 : 1;
    const later = (a, b) => (dates[a] === dates[b] ? a - b : !dates[a] ? 1 : !dates[b] ? -1 : dates[a] < dates[b] ? turn : -turn);
    ordered.set(order, claims.map((claim) => claim.place).sort((a, b) => weights[b] - weights[a] || later(a, b)));
  }
  return ordered.get(order);
};

// Only these two schemes become links; everything else that calls itself an address stays text.
const safeLink = (address) => {
  if (!address || !/^https?:\/\//i.test(address)) return null;
  try {
    const { protocol } = new URL(address);
    return protocol === "https:" || protocol === "http:" ? address : null;
  } catch {
    return null;
  }
};
const linkOf = (claim) => {
  const link = claim.detail.link;
  if (!link) return null;
  const passage = passages[claim.passage];
  const start = { d: documents[passage.document].url, p: passage.permalink, "=": "" }[link[0]];
  return (start ?? "") + link.slice(1);
};
