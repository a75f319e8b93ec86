// What is to be seen follows from the address alone.
let shownFor = null;

const SHOWN = { claims: showClaims, groups: showGroups, register: showRegister, charts: showCharts, run: showRun };

const show = () => {
  const wanted = addressOf({ ...state, claim: null });
  if (wanted !== shownFor) {
    shownFor = wanted;
    const started = performance.now();
    const { result, counts } = filtered();
    updateFilters(counts);
    updateHead(result);
    SHOWN[state.view](result);
    performance.measure("show", { start: started });
  }
  showDetail();
};

const updateHead = (result) => {
  for (const link of byId("views").children) {
    if (link.dataset.view === state.view) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    link.href = addressOf({ ...state, view: link.dataset.view, claim: null });
  }
  const search = byId("search");
  if (search.value !== state.q) search.value = state.q;
  byId("by").value = state.by;
  byId("order").value = state.order;
  byId("others").checked = state.others;
  document.body.dataset.view = state.view;
  byId("filters-button").classList.toggle("active", narrowed());
  byId("status").textContent = narrowed() ? `${count(result.length)} of ${plural(claims.length, "claim")}` : plural(claims.length, "claim");
};

const start = () => {
  document.documentElement.classList.remove("no-script");
  const { run } = island;
  const problems = run.problems.filter(([severity]) => severity !== "skipped").length;
  byId("what-run").textContent = [
    `Run of ${writtenPeriod(run.started.slice(0, 10))}`, plural(run.counts.documents?.total ?? run.counts.documents?.[""] ?? documents.length, "document"),
    plural(claims.length, "claim"), problems ? plural(problems, "problem") : "no problems",
  ].join(" · ");
  byId("views").append(...VIEWS.map(([id, name]) => make("a", { href: `#view=${id}`, data: { view: id } }, name,
    id === "register" && checks.some((check) => island.verdicts[check.verdict] === "contradicts") && make("span", { class: "flag bad" },
      count(checks.filter((check) => island.verdicts[check.verdict] === "contradicts").length)))));
  byId("views").addEventListener("click", (event) => {
    const view = event.target.closest("a")?.dataset.view;
    if (view && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
      event.preventDefault();
      change({ view, claim: null }, { step: true });
      scrollTo(0, 0);
    }
  });
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault(); // its address would be read as a state
    byId("main").focus();
  });
  byId("theme").addEventListener("click", turnTheme);
  byId("help-button").addEventListener("click", openHelp);
  document.addEventListener("keydown", onKey);
  addEventListener("popstate", () => { state = readAddress(); show(); });
  addEventListener("hashchange", () => { state = readAddress(); show(); });
  buildFilters();
  buildBar();
  state = readAddress();
  show();
  performance.mark("ready");
  document.documentElement.dataset.ready = "true";
  (globalThis.requestIdleCallback ?? setTimeout)(() => { folded ??= foldAll(); });
};

start();
