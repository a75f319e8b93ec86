// Free search: all words must be there, "in quotes" together, -without; case and accents are alike.
const foldOne = (character) => character.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const ASCII = /^[\u0000-\u007f]*$/;
const QUOTES = /[‘’‛′]/g;
const fold = (text) =>
  ASCII.test(text) ? text.toLowerCase() : text.normalize("NFD").replace(/\p{M}/gu, "").replace(QUOTES, "'").toLowerCase();

let folded = null;
const foldAll = () => {
  const unitNames = island.units.map(([, name]) => fold(name));
  const documentNames = documents.map((one) => fold(one.name));
  const speakerNames = speakers.map((one) => fold(one.name ?? ""));
  return claims.map((claim) =>
    [
      fold(claim.text),
      claim.detail.resolved ? fold(claim.detail.resolved) : "",
      ...claim.units.map((unit) => unitNames[unit]),
      claim.speaker < 0 ? "" : speakerNames[claim.speaker],
      documentNames[passages[claim.passage].document],
    ].join("\n"),
  );
};

const termsOf = (query) => {
  const terms = [];
  for (const found of query.matchAll(/(-?)(?:"([^"]*)"?|(\S+))/g)) {
    const term = fold(found[2] ?? found[3]).trim();
    if (term) terms.push({ term, without: found[1] === "-" });
  }
  return terms;
};

const searcher = (query) => {
  const terms = termsOf(query);
  if (!terms.length) return () => true;
  folded ??= foldAll();
  return (place) => terms.every(({ term, without }) => folded[place].includes(term) !== without);
};

// Marks the searched words in a text as it stands; folding may change its length.
const marked = (text) => {
  const terms = termsOf(state.q).filter(({ without }) => !without);
  if (!terms.length) return [text];
  const starts = [];
  let flat = "";
  let at = 0;
  for (const character of text) {
    const one = foldOne(character).replace(QUOTES, "'");
    for (let i = 0; i < one.length; i += 1) starts.push(at);
    flat += one;
    at += character.length;
  }
  starts.push(text.length);
  const hit = new Uint8Array(text.length);
  for (const { term } of terms) {
    for (let i = flat.indexOf(term); i >= 0; i = flat.indexOf(term, i + term.length)) hit.fill(1, starts[i], starts[i + term.length]);
  }
  const pieces = [];
  for (let start = 0, end = 0; start < text.length; start = end) {
    while (end < text.length && hit[end] === hit[start]) end += 1;
    const piece = text.slice(start, end);
    pieces.push(hit[start] ? make("mark", {}, piece) : piece);
  }
  return pieces;
};
