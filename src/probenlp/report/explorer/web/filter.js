// The filters: what each can be set to, which claims have what, and how many are left.
const NONE = "(none)";

const facetOf = (id, title, values, read) => {
  const placeOf = new Map(values.map((value, place) => [value.id, place]));
  return { id, title, values, placeOf, of: claims.map(read) };
};
const listed = (pairs) => pairs.map(([id, name]) => ({ id: id ?? name, name }));
const words = (list) => list.map((id) => ({ id, name: said(id) }));
const withNone = (values, name) => [...values, { id: NONE, name }];
const orNone = (place, size) => [place < 0 ? size : place];

const holds = [
  ["figure", "a figure"],
  ["rating", "a rating"],
];
const HELD = [
  ...island.verdicts.map((id) => [id, { agrees: "agrees with the register", contradicts: "contradicts the register" }[id] ?? "register does not tell"]),
];

const FACETS = [
  facetOf("unit", "Service", withNone(listed(island.units), "no service named"), (c) => (c.units.length ? c.units : [island.units.length])),
  facetOf("topic", "Topic", withNone(listed(island.topics), "no topic"), (c) => orNone(c.topic, island.topics.length)),
  facetOf("standard", "Standard", withNone(listed(island.standards), "no standard"), (c) => orNone(c.standard, island.standards.length)),
  facetOf("voice", "Whose words", words(island.voices), (c) => [c.voice]),
  facetOf("provenance", "How the words got there", words(island.provenances), (c) => [c.provenance]),
  facetOf("type", "Kind of claim", words(island.types), (c) => [c.type]),
  facetOf("holds", "Holds", listed(holds), (c) => [c.detail.figure && 0, c.detail.grade && 1].filter((x) => x !== undefined)),
  facetOf("register", "Held against the register", listed(HELD), (c) => [...new Set((checksOf.get(c.place) ?? []).map((k) => k.verdict))]),
  facetOf("same", "Same fact elsewhere", listed([["grouped", "told more than once"], ["independent", "by independent sources"]]), (c) =>
    c.group < 0 ? [] : groups[c.group]?.source_count > 1 ? [0, 1] : [0]),
  facetOf("relation", "Testimony and finding", listed(island.relation_kinds.map((id) => [id, id])), (c) =>
    [...new Set((relationsOf.get(c.place) ?? []).map((r) => r.relation))]),
  facetOf("document", "Document", documents.map((d) => ({ id: d.id, name: d.name, aside: d.site })), (c) => [passages[c.passage].document]),
];

// One pass. A claim that fails exactly one filter counts in that filter: so each shows how many
// there would be, were one more of its values chosen.
const filtered = () => {
  const started = performance.now();
  const matches = searcher(state.q);
  const chosen = FACETS.map((facet) => state.chosen.get(facet.id));
  const counts = FACETS.map((facet) => new Uint32Array(facet.values.length));
  const result = [];
  for (const place of inOrder(state.order)) {
    const claim = claims[place];
    let failed = -1;
    let failures = 0;
    for (let k = 0; k < FACETS.length && failures < 2; k += 1) {
      if (chosen[k] && !FACETS[k].of[place].some((value) => chosen[k].has(value))) {
        failures += 1;
        failed = k;
      }
    }
    if (failures > 1 || !inRange(claim) || !matches(place)) continue;
    if (failures === 0) {
      result.push(claim);
      for (let k = 0; k < FACETS.length; k += 1) for (const value of FACETS[k].of[place]) counts[k][value] += 1;
    } else {
      for (const value of FACETS[failed].of[place]) counts[failed][value] += 1;
    }
  }
  performance.measure("filter", { start: started });
  return { result, counts };
};

const inRange = (claim) => {
  if (!state.from && !state.to) return true;
  if (!claim.months) return false;
  return (!state.from || claim.months[1] >= state.from) && (!state.to || claim.months[0] <= state.to);
};
