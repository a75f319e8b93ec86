// Making elements. Text only ever becomes text: nothing here or elsewhere writes markup.
const make = (name, properties = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") element.className = value;
    else if (key === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (key === "data") Object.assign(element.dataset, value);
    else if (value === true) element.setAttribute(key, "");
    else element.setAttribute(key, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

const SVG = "http://www.w3.org/2000/svg";
const draw = (name, attributes = {}, ...children) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
};

const outward = (address, ...words) => {
  const safe = safeLink(address);
  return safe
    ? make("a", { href: safe, target: "_blank", rel: "noopener noreferrer", class: "outward" }, ...words)
    : make("span", { class: "address" }, ...words, address ? ` (${address})` : "");
};

const button = (words, act, properties = {}) =>
  make("button", { type: "button", ...properties, on: { click: act } }, words);

const byId = (id) => document.getElementById(id);
