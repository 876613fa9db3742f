// What a screen reader stumbles over.
const wrong = [];
let last = 0;
for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
  const level = Number(heading.tagName[1]);
  if (level > last + 1) wrong.push(`${heading.tagName} after level ${last}: ${heading.textContent}`);
  last = level;
}
for (const table of document.querySelectorAll("table")) {
  if (!table.querySelector("th[scope]")) wrong.push(`a table without headers in ${table.closest("section").id}`);
  for (const header of table.querySelectorAll("th")) if (!header.scope) wrong.push(`th without scope: ${header.textContent}`);
}
for (const field of document.querySelectorAll("input, select, textarea"))
  if (!field.labels.length) wrong.push(`no label: ${field.outerHTML.slice(0, 80)}`);
for (const live of document.querySelectorAll("output"))
  if (live.getAttribute("aria-live") !== "polite") wrong.push(`output that is not live: ${live.id}`);
for (const link of document.querySelectorAll("a[href^='#']"))
  if (!document.getElementById(link.hash.slice(1))) wrong.push(`leads nowhere: ${link.hash}`);
const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
if (new Set(ids).size !== ids.length) wrong.push("an id stands twice");
if (!document.documentElement.lang) wrong.push("no language");
return wrong;
