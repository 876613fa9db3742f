// What the review document does beyond being read: filters, searches, opens everything for the printer, and makes a
// copy of itself with the reviewer's answers. It reads no address, asks for nothing and sends nothing.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const say = (output, ...numbers) => {
    output.textContent = output.dataset.said.replace("#", numbers[0]);
  };

  // Findings by severity, rule, Party, text, and whether they are new.
  const filter = document.getElementById("filter");
  const cards = all(".finding");
  const filtered = document.getElementById("filtered");
  function applyFilter() {
    const wanted = new FormData(filter);
    const severities = wanted.getAll("severity");
    const rule = wanted.get("rule");
    const party = wanted.get("party");
    const text = folded(wanted.get("text").trim());
    let shown = 0;
    for (const card of cards) {
      const fits = severities.includes(card.dataset.severity) &&
        (!rule || card.dataset.rule === rule) &&
        (!party || card.dataset.party.split(" ").includes(party)) &&
        (!wanted.has("new") || "new" in card.dataset) &&
        (!text || folded(card.textContent).includes(text));
      card.hidden = !fits;
      if (fits) shown += 1;
    }
    const active = shown !== cards.length;
    for (const more of all(".more")) {
      const any = all(".finding:not([hidden])", more).length > 0;
      more.hidden = !any;
      more.open = active && any;
    }
    say(filtered, shown);
  }
  if (filter) {
    filter.hidden = false;
    filter.addEventListener("input", applyFilter);
    filter.addEventListener("submit", (event) => event.preventDefault());
    filter.addEventListener("reset", () => setTimeout(applyFilter));
  }
  const showAllFindings = () => {
    if (!filter) return;
    filter.reset();
    for (const card of [...cards, ...all(".more")]) card.hidden = false;
    filtered.textContent = "";
  };

  // The whole document: what does not hold the words is hidden, what is closed above a place is opened.
  const search = document.getElementById("search");
  const find = document.getElementById("find");
  const found = document.getElementById("found");
  const opened = new Set();
  const mostOpened = 200; // places; the parts with more are opened by who looks for them
  function applySearch() {
    const words = folded(find.value).split(/\s+/).filter((word) => word);
    for (const details of opened) details.open = false;
    opened.clear();
    let places = 0;
    if (words.length) showAllFindings();
    for (const item of all(".finding, [data-find]")) {
      const text = words.length ? folded(item.textContent) : "";
      const fits = words.every((word) => text.includes(word));
      item.hidden = !fits;
      const below = item.nextElementSibling;
      for (let row = below; row && row.classList.contains("other"); row = row.nextElementSibling) row.hidden = !fits;
      if (!fits || !words.length) continue;
      places += 1;
      if (places > mostOpened) continue;
      for (let at = item.closest("details:not([open])"); at; at = at.parentElement.closest("details:not([open])")) {
        at.open = true;
        opened.add(at);
      }
    }
    if (!words.length) found.textContent = "";
    else if (places) say(found, places);
    else found.textContent = found.dataset.none;
  }
  let waiting = 0;
  search.hidden = false;
  search.addEventListener("submit", (event) => {
    event.preventDefault();
    applySearch();
  });
  find.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(applySearch, 200);
  });

  // A link leads to its place, also into what is closed or filtered away.
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.hidden) {
      find.value = "";
      applySearch();
      showAllFindings();
    }
    let inside = false;
    for (let at = target.closest("details:not([open])"); at; at = at.parentElement.closest("details:not([open])")) {
      at.open = true;
      inside = true;
    }
    if (inside) target.scrollIntoView();
  }
  addEventListener("hashchange", reveal);
  reveal();

  // Paper shows everything.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
    closed = [];
  });

  // Answers stay in the page; the copy is the page with them.
  const keep = document.getElementById("keep");
  if (!keep) return;
  keep.hidden = false;
  const answers = all(".answer textarea, .answer input");
  let unsaved = false;
  const isGiven = (field) => (field.type === "radio" ? field.checked : field.value !== "");
  for (const field of answers) field.addEventListener("input", () => { unsaved = true; });
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
  function copy() {
    find.value = "";
    applySearch();
    showAllFindings();
    for (const field of answers) {
      if (field.type === "radio") field.toggleAttribute("checked", field.checked);
      else field.textContent = field.value;
    }
    const root = document.documentElement.cloneNode(true);
    for (const part of all("#filter, #search, #keep", root)) part.hidden = true;
    for (const output of all("output", root)) output.textContent = "";
    return `<!DOCTYPE html>\n${root.outerHTML}\n`;
  }
  document.getElementById("save").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([copy()], { type: "text/html" }));
    link.download = "review.html";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    unsaved = false;
    const groups = new Set(answers.filter(isGiven).map((field) => field.closest(".question").id));
    say(document.getElementById("kept"), groups.size);
  });
})();
