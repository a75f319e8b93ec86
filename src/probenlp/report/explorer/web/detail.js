// One claim, opened: its words in their place, who says so and how that is known, what the register
// has, where else it is told, what is said for and against it.
let cameFrom = null;

const openClaim = (id) => {
  if (!state.claim) cameFrom = document.activeElement;
  change({ claim: id }, { step: true });
  byId("detail").focus();
  document.querySelector("a.claim[aria-current]")?.scrollIntoView({ block: "nearest" });
};

const closeClaim = () => {
  if (!state.claim) return;
  const { place } = claims[placeOf.get(state.claim)];
  change({ claim: null }, { step: true });
  const back = cameFrom?.isConnected ? cameFrom : document.querySelector(`a.claim[data-place="${place}"]`);
  (back ?? byId("main")).focus({ preventScroll: true });
  back?.scrollIntoView({ block: "nearest" });
  cameFrom = null;
};

const showDetail = () => {
  const panel = byId("detail");
  const claim = state.claim ? claims[placeOf.get(state.claim)] : null;
  for (const link of document.querySelectorAll("a.claim[aria-current]")) link.removeAttribute("aria-current");
  panel.hidden = !claim;
  document.body.classList.toggle("detail-open", Boolean(claim));
  if (!claim || panel.dataset.claim === claim.id) {
    if (!claim) { panel.replaceChildren(); delete panel.dataset.claim; }
  } else {
    panel.dataset.claim = claim.id;
    panel.replaceChildren(...detailOf(claim));
    panel.scrollTop = 0;
  }
  if (claim) for (const link of document.querySelectorAll(`a.claim[data-place="${claim.place}"]`)) link.setAttribute("aria-current", "true");
};

const capital = (text) => text[0].toUpperCase() + text.slice(1);
const sideOf = (claim) => SIDES.find(({ side }) => side === claim.side);

const detailOf = (claim) => {
  const { detail } = claim;
  const side = sideOf(claim);
  return [
    make("div", { class: `detail-head ${side.id}` },
      make("h2", { id: "detail-title" }, make("span", { class: "side-mark" }, metaOf(claim).slice(1).join(" · ")), capital(said(island.voices[claim.voice]))),
      button("Close", closeClaim, { class: "quiet", "aria-keyshortcuts": "Escape" })),
    make("blockquote", { class: "in-context" },
      make("span", { class: "around" }, claim.prefix && `…${claim.prefix}`), make("span", { class: "exact" }, marked(claim.text)),
      make("span", { class: "around" }, claim.suffix && `${claim.suffix}…`)),
    detail.resolved && make("p", { class: "resolved" }, make("span", { class: "label" }, "Read alone"), " ", detail.resolved),
    linksOf(claim),
    facts("Who and where", whoAndWhere(claim)),
    detail.figure && facts("Figure", figureFacts(detail.figure)),
    detail.grade && facts("Rating", gradeFacts(detail.grade)),
    registerOf(claim),
    groupOf(claim),
    relatedOf(claim),
    whyOf(claim),
  ].filter(Boolean);
};

const linksOf = (claim) => {
  const passage = passages[claim.passage];
  const address = linkOf(claim);
  const words = address?.includes("#:~:text=") ? "Open the page at this sentence" : passage.kind === "comment" ? "Open the comment" : "Open the page";
  return make("p", { class: "links" },
    address ? outward(address, words) : make("span", { class: "address" }, "The source states no address."),
    passage.permalink && passage.permalink !== address && outward(passage.permalink, "The comment’s permalink"));
};

const facts = (title, pairs) => {
  const shown = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "" && value !== false);
  return shown.length ? make("section", {}, make("h3", {}, title),
    make("dl", {}, shown.map(([term, value]) => [make("dt", {}, term), make("dd", {}, value)]))) : null;
};

const BASIS = {
  stated: "stated in the sentence", carried: "from a sentence before", context: "what the text is about",
  relative: "reckoned from the document’s day", published: "day of publication; the claim says none",
};
const basis = (words, how) => (words && how ? [words, make("span", { class: "basis" }, BASIS[how] ?? how)] : words || null);

const whoAndWhere = (claim) => {
  const passage = passages[claim.passage];
  const document = documentOf(claim);
  const speaker = claim.speaker < 0 ? null : speakers[claim.speaker];
  const { detail } = claim;
  return [
    ["Speaker", speaker && [speaker.name, speaker.role && said(speaker.role)].filter(Boolean).join(", ")],
    ["Words are", [said(island.provenances[claim.provenance]), detail.source && `, repeating ${detail.source}`]],
    ["Kind", said(island.types[claim.type])],
    ["Qualified", (detail.qualifiers ?? []).map(said).join(", ")],
    ["About", basis(claim.units.map((unit) => island.units[unit][1]).join(", "), detail.unit_basis)],
    ["Of", basis(claim.period && writtenPeriod(claim.period), detail.period_basis)],
    ["Topic", claim.topic >= 0 && island.topics[claim.topic][1]],
    ["Standard", claim.standard >= 0 && island.standards[claim.standard][1]],
    ["Valued", detail.score !== undefined && `${detail.score} from −1 (bad) to 1`],
    ["In", [document.name, document.site && make("span", { class: "basis" }, [document.site, document.date && writtenPeriod(document.date.slice(0, 10))].filter(Boolean).join(", "))]],
    ["Written by", [passage.writer ?? (passage.kind ? `the page’s own ${passage.kind}` : ""), passage.path && `, comment ${passage.path}`]],
    ["Posted", passage.posted],
  ];
};

const figureFacts = (figure) => [
  ["As written", [figure.words, figure.readings?.length && `; also ${figure.readings.join(", ")}`]],
  ["Value", [{ "=": "" }[figure.comparator ?? "="] ?? `${figure.comparator} `, count(figure.value), figure.high !== undefined && ` to ${count(figure.high)}`,
    figure.out_of !== undefined && figure.kind === "score" && ` out of ${count(figure.out_of)}`, figure.unit && ` ${figure.unit === "GBP" ? "pounds" : figure.unit}`]],
  ["Kind", figure.kind],
  ["Out of", figure.out_of !== undefined && figure.kind !== "score" && count(figure.out_of)],
  ["Measures", figure.measure],
  ["Of", figure.population],
  ["When", figure.period],
  ["Stance", figure.stance],
  ["For the service", figure.polarity],
  ["Qualified", figure.qualifiers?.map(said).join(", ")],
];

const gradeFacts = (grade) => [
  ["As written", grade.words],
  ["Grade", grade.label],
  ["Given", { asserted: "here and now", previous: "at an earlier inspection", negated: "denied", hypothetical: "as a possibility", elsewhere: "to another service" }[grade.status] ?? grade.status],
  ["To", grade.units?.join(", ")],
  ["For", grade.aspect],
];

const registerOf = (claim) => {
  const found = checksOf.get(claim.place);
  return found ? make("section", {}, make("h3", {}, "Held against the register"), found.map(checkElement)) : null;
};

const checkElement = (check) => {
  const verdict = island.verdicts[check.verdict];
  return make("div", { class: `check ${verdict}` },
    make("p", { class: "verdict" }, { agrees: "Agrees", contradicts: "Contradicts" }[verdict] ?? "The register does not tell", make("span", { class: "basis" }, check.kind)),
    make("dl", {},
      make("dt", {}, "Stated"), make("dd", {}, check.stated, make("span", { class: "basis" }, `“${check.words}”`)),
      check.registered && [make("dt", {}, "Register"), make("dd", {}, check.registered,
        check.table && make("span", { class: "basis" }, `table ${check.table}, row ${check.row}, line ${check.line}`))]));
};

const claimLink = (claim, ...after) =>
  make("a", { class: `claim-link ${sideOf(claim).id}`, href: addressOf({ ...state, claim: claim.id }), on: { click: (event) => { event.preventDefault(); openClaim(claim.id); } } },
    make("span", { class: "words" }, claim.text), make("span", { class: "meta" }, metaOf(claim).map((part) => make("span", {}, part)), ...after));

const groupOf = (claim) => {
  const group = groups[claim.group];
  if (!group) return null;
  const rest = group.claims.filter((place) => place !== claim.place);
  return make("section", {}, make("h3", {}, "The same fact"),
    make("p", { class: "basis" }, `Told ${group.claims.length} times, by ${plural(group.source_count, "independent source")}`),
    make("ul", { class: "links-list" }, rest.slice(0, 30).map((place) => make("li", {}, claimLink(claims[place])))),
    rest.length > 30 && make("p", { class: "basis" }, `and ${count(rest.length - 30)} more in the view of same facts`));
};

const relatedOf = (claim) => {
  const found = relationsOf.get(claim.place);
  if (!found) return null;
  const order = { disputes: 0, supports: 1, adds: 2 };
  const kind = (one) => island.relation_kinds[one.relation];
  const sorted = [...found].sort((a, b) => order[kind(a)] - order[kind(b)] || b.score - a.score);
  const items = sorted.slice(0, 20).map((one) => {
    const isTestimony = one.testimony === claim.place;
    const other = claims[isTestimony ? one.finding : one.testimony];
    return make("li", {}, make("p", { class: `relation ${kind(one)}` }, relationWords(kind(one), isTestimony),
      make("span", { class: "basis" }, `score ${one.score.toFixed(2)}`)), claimLink(other),
    make("p", { class: "evidence" }, one.evidence.map((place) => make("code", {}, island.evidence[place]))));
  });
  return make("section", {}, make("h3", {}, "Testimony and finding"), make("ul", { class: "links-list" }, items),
    found.length > 20 && make("p", { class: "basis" }, `and ${count(found.length - 20)} more that count for less`));
};

const relationWords = (kind, isTestimony) =>
  isTestimony ? { disputes: "Disputes this finding", supports: "Supports this finding", adds: "Adds to this finding" }[kind]
    : { disputes: "Disputed by", supports: "Supported by", adds: "Added to by" }[kind];

const whyOf = (claim) => {
  const { chances, evidence } = claim.detail;
  const bars = (chances ?? []).map((chance, voice) => ({ chance, voice })).filter(({ chance }) => chance >= 5).sort((a, b) => b.chance - a.chance);
  return make("section", {}, make("h3", {}, "Why these are their words"),
    bars.length ? make("ul", { class: "chances" }, bars.map(({ chance, voice }) => make("li", { class: voice === claim.voice ? "chosen" : null },
      make("span", {}, said(island.voices[voice])), make("meter", { min: 0, max: 1000, value: chance, "aria-hidden": "true" }), make("span", { class: "tally" }, `${Math.round(chance / 10)}%`))))
      : make("p", { class: "basis" }, "Decided by rule, so there are no probabilities."),
    evidence?.length && make("p", { class: "evidence" }, evidence.map((place) => make("code", {}, island.evidence[place]))),
    make("p", { class: "identity" }, "Claim ", make("code", {}, claim.id)));
};
