// The keyboard. Keys do nothing while somebody writes in a field.
const KEYS = [
  ["/", "search"],
  ["j k, ↓ ↑", "next and previous claim"],
  ["→ ←", "the other side"],
  ["Enter", "open the claim"],
  ["Esc", "close; leave the search"],
  ["f", "filters"],
  ["1 … 5", "the views"],
  ["d", "dark or light"],
  ["?", "this help"],
];

const step = (by) => {
  const links = [...byId("view").querySelectorAll("a.claim")].filter((link) => link.checkVisibility());
  if (!links.length) return;
  const at = links.indexOf(document.activeElement);
  let next = at < 0 ? firstInSight(links) : at + by;
  if (next >= links.length && moreSections()) return step(by);
  next = Math.min(links.length - 1, Math.max(0, next));
  focusClaim(links[next]);
};

const firstInSight = (links) => Math.max(0, links.findIndex((link) => link.getBoundingClientRect().bottom > 120));
const still = matchMedia("(prefers-reduced-motion: reduce)");
const focusClaim = (link) => {
  link.focus({ preventScroll: true });
  link.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
};

const across = (by) => {
  const column = document.activeElement.closest?.(".column");
  if (!column) return step(1);
  const columns = [...column.parentElement.children].filter((one) => one.querySelector("a.claim"));
  const at = columns.indexOf(column);
  const row = [...column.querySelectorAll("a.claim")].indexOf(document.activeElement);
  const links = columns[at + by]?.querySelectorAll("a.claim");
  if (links?.length) focusClaim(links[Math.min(row, links.length - 1)]);
};

const openHelp = () => {
  const help = byId("help");
  if (!help.childElementCount) {
    help.append(make("h2", { id: "help-title" }, "Keyboard and help"),
      make("dl", { class: "keys" }, KEYS.map(([key, does]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, does)])),
      make("p", {}, "Search finds all words together wherever they stand; “in quotes” finds them as they are, -word leaves out. Case and accents make no difference."),
      make("p", {}, "The address keeps what you see: save it or send it along with this file. Several values of one filter widen it, several filters narrow it down."),
      button("Close", () => help.close(), { class: "wide" }));
  }
  help.showModal();
};

const turnTheme = () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
};

const ACTIONS = {
  "/": () => byId("search").select(),
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  ArrowRight: () => across(1), ArrowLeft: () => across(-1),
  f: () => toggleFilters(), d: turnTheme, "?": openHelp,
};
VIEWS.forEach(([id], i) => { ACTIONS[i + 1] = () => change({ view: id, claim: null }, { step: true }); });

const onKey = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  const inField = event.target.matches("input:not([type=checkbox]), select, textarea");
  if (event.key === "Escape") {
    if (document.body.classList.contains("filters-open")) toggleFilters(false);
    else if (state.claim) closeClaim();
    else if (inField) event.target.blur();
    return;
  }
  if (inField || (event.key.startsWith("Arrow") && byId("detail").contains(event.target))) return;
  const act = ACTIONS[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
};
