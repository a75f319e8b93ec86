// The views beside the claims: facts told more than once, the register, and the run itself.
const growing = (parent, list, toElement, first = 30) => {
  let shown = 0;
  const more = button("", () => grow(), { class: "wide" });
  const grow = () => {
    parent.append(...list.slice(shown, shown + first).map(toElement));
    shown = Math.min(shown + first, list.length);
    more.hidden = shown >= list.length;
    more.textContent = `${count(list.length - shown)} more`;
  };
  grow();
  return [parent, more];
};

const showGroups = (result) => {
  const found = new Set(result.map((claim) => claim.place));
  const list = groups
    .filter((group) => group.claims.some((place) => found.has(place)))
    .sort((a, b) => b.source_count - a.source_count || b.claims.length - a.claims.length || a.place - b.place);
  byId("view").replaceChildren(
    make("p", { class: "lead" }, list.length
      ? `${plural(list.length, "fact")} told more than once among the claims found; those with the most independent sources first. A text pasted elsewhere is no source of its own.`
      : "No fact among the claims found is told more than once."),
    ...growing(make("div", { class: "facts" }), list, groupElement),
  );
};

const groupElement = (group) => {
  const bySide = SIDES.map((side) => [side, group.claims.filter((place) => claims[place].side === side.side)]).filter(([, places]) => places.length);
  return make("section", { class: "fact" },
    make("p", { class: "witnesses", title: "independent sources" }, make("strong", {}, count(group.source_count)), group.source_count === 1 ? "source" : "sources"),
    make("div", {},
      make("h2", {}, group.label),
      make("div", { class: "columns" }, bySide.map(([{ id, title }, places]) => make("div", { class: `column ${id}` },
        make("h3", { class: "side-name" }, title, make("span", { class: "tally" }, count(places.length))),
        make("ul", { class: "claims" }, places.slice(0, 12).map((place) => claims[place]).map(claimItem))))),
      make("p", { class: "evidence" }, group.evidence.map((place) => make("code", {}, island.evidence[place])))));
};

const showRegister = (result) => {
  const found = new Set(result.map((claim) => claim.place));
  const order = ["contradicts", "agrees", "unknown"];
  const verdict = (check) => island.verdicts[check.verdict];
  const list = checks.filter((check) => found.has(check.claim)).sort((a, b) => order.indexOf(verdict(a)) - order.indexOf(verdict(b)) || a.place - b.place);
  const wrong = list.filter((check) => verdict(check) === "contradicts").length;
  const told = wrong ? `${plural(wrong, "statement")} of ${count(list.length)} checked ${wrong === 1 ? "is" : "are"} not as the register has it. Neither is ever corrected: both places are shown.`
    : list.length ? `${plural(list.length, "statement")} checked among the claims found; none contradicts the register.` : "Nothing among the claims found could be held against the register.";
  byId("view").replaceChildren(make("p", { class: "lead" }, told),
    ...growing(make("div", { class: "checks" }), list, (check) =>
      make("section", { class: "checked" }, checkElement(check), make("div", { class: `column ${sideOf(claims[check.claim]).id}` }, make("ul", { class: "claims" }, claimItem(claims[check.claim]))))));
};

const COUNTED = [["documents", "document"], ["passages", "passage"], ["sentences", "sentence"], ["claims", "claim"], ["groups", "group"], ["relations", "relation"], ["checks", "check"]];

const showRun = () => {
  const { run } = island;
  const names = [...COUNTED.map(([name]) => name).filter((name) => run.counts[name]), ...Object.keys(run.counts).filter((name) => !COUNTED.some(([one]) => one === name))];
  byId("view").replaceChildren(
    make("p", { class: "lead" }, `Run on ${writtenPeriod(run.started.slice(0, 10))} in ${count(Math.round(run.seconds))} seconds.`),
    make("div", { class: "run" },
      make("section", {}, make("h2", {}, "What is in it"), make("table", { class: "counts" },
        make("tbody", {}, names.map((name) => make("tr", {}, make("th", { scope: "row" }, name), make("td", { class: "tally" }, count(run.counts[name][""])),
          make("td", { class: "by" }, Object.entries(run.counts[name]).filter(([kind]) => kind).sort((a, b) => b[1] - a[1]).map(([kind, n]) => `${said(kind)} ${count(n)}`).join(" · "))))))),
      make("section", {}, make("h2", {}, "Problems"), problemsOf(run)),
      make("section", {}, make("h2", {}, "Versions"), make("dl", {}, Object.entries(run.versions).map(([name, version]) => [make("dt", {}, name), make("dd", {}, version)])))),
  );
};

const problemsOf = (run) => {
  const skipped = Object.entries(run.skipped);
  return [
    run.problems.length ? make("ul", { class: "problems" }, run.problems.map(([severity, source, detail]) =>
      make("li", {}, make("span", { class: `flag ${severity === "skipped" ? "plain" : "bad"}` }, severity), " ", make("strong", {}, source), " ", detail)))
      : make("p", {}, "None: every input was read whole."),
    skipped.length > 0 && make("p", { class: "basis" }, `Left out because they are no documents: ${skipped.map(([reason, n]) => `${reason} ${count(n)}`).join(", ")}`),
  ];
};
