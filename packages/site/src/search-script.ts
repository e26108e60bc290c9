/**
 * The search box, which exists only where scripts run. The index is loaded when someone first comes to it. Names are
 * untrusted: they are set as text, never as markup. It is a plain script: browsers load no modules from a disk.
 */
export const SEARCH_SCRIPT = `"use strict";
(() => {
  const MOST_RESULTS = 20;
  const { root, index } = document.currentScript.dataset;
  const place = document.getElementById("search");
  if (place === null) return;

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const input = make("input", { type: "search", id: "search-input", autocomplete: "off", spellcheck: false });
  const status = make("p", { id: "search-status", className: "hidden" });
  const results = make("ul", { id: "search-results", hidden: true });
  status.setAttribute("role", "status");
  input.setAttribute("aria-controls", results.id);
  place.setAttribute("role", "search");
  place.append(make("label", { htmlFor: input.id, textContent: "Search" }), input, status, results);

  let entries = null;
  const load = () => {
    if (entries !== null) return;
    entries = [];
    const script = make("script", { src: index });
    script.addEventListener("load", () => {
      entries = globalThis.airworthySearch.map((entry) => {
        const [name, kind, , digest = ""] = entry;
        return { entry, text: [name, kind, digest].join(" ").toLowerCase() };
      });
      show();
    });
    // The next key tries again.
    script.addEventListener("error", () => { entries = null; });
    document.head.append(script);
  };

  const show = () => {
    if (entries === null) return;
    const words = input.value.toLowerCase().split(/\\s+/).filter((word) => word !== "");
    const found = words.length === 0 ? [] : entries.filter(({ text }) => words.every((word) => text.includes(word)));
    results.replaceChildren(...found.slice(0, MOST_RESULTS).map(({ entry: [name, kind, path] }) =>
      make("li", {}, make("a", { href: root + path }, make("span", { textContent: name }), make("small", { textContent: kind })))));
    const none = words.length > 0 && found.length === 0;
    if (none) results.append(make("li", { className: "none", textContent: "Nothing found" }));
    if (found.length > MOST_RESULTS) {
      const more = found.length - MOST_RESULTS;
      results.append(make("li", { className: "none", textContent: "and " + more + " more: type another word" }));
    }
    results.hidden = words.length === 0;
    status.textContent = words.length === 0 ? "" : found.length === 1 ? "1 result" : found.length + " results";
  };

  const move = (step) => {
    const stops = [input, ...results.querySelectorAll("a")];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (next !== undefined) next.focus();
  };
  const leave = () => {
    input.value = "";
    show();
    input.focus();
  };
  const keys = new Map([["ArrowDown", () => move(1)], ["ArrowUp", () => move(-1)], ["Escape", leave]]);

  input.addEventListener("focus", load);
  input.addEventListener("input", () => { load(); show(); });
  place.addEventListener("keydown", (event) => {
    const act = keys.get(event.key);
    if (act === undefined || (event.key === "Escape" && input.value === "")) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("click", (event) => { if (!place.contains(event.target)) results.hidden = true; });
  place.addEventListener("focusin", () => { if (input.value.trim() !== "") results.hidden = false; });
  place.addEventListener("focusout", (event) => {
    if (event.relatedTarget !== null && !place.contains(event.relatedTarget)) results.hidden = true;
  });
})();
`;
