// The worklist by keyboard, and live: a hint that something changed has the list read again, unless somebody has begun to pick in it.
const work = document.querySelector("[data-worklist]");
const rows = () => [...work.querySelectorAll("tbody tr")];
const link = row => row?.querySelector("a");
const here = () => rows().findIndex(row => row.contains(document.activeElement));
const picks = () => [...work.querySelectorAll("input[name=pick]:checked")];
function step(by) {
  const all = rows(), at = here();
  link(all[Math.min(all.length - 1, Math.max(0, at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by))])?.focus();
}
function pick(row, on) {
  const box = row?.querySelector("input[name=pick]");
  if (box) box.checked = on ?? !box.checked;
}
// With nothing picked, the line that has the focus is meant.
function bulk(field) {
  const target = document.getElementById(field);
  if (!target) return;
  if (picks().length === 0) pick(rows()[here()], true);
  target.closest("details").open = true;
  target.focus();
}
const keys = {
  j: () => step(1),
  k: () => step(-1),
  x: () => pick(rows()[here()]),
  a: () => bulk("to-assignee"),
  t: () => bulk("to-service"),
  "?": () => document.getElementById("keys").showModal(),
};
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea")) return;
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
let reading = false, again = false;
async function refresh() {
  if (reading) return void (again = true);
  reading = true;
  try {
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "worklist" } });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const busy = picks().length > 0 || work.querySelector(".bulk")?.contains(document.activeElement);
    for (const part of work.querySelectorAll("[data-fresh]")) {
      const next = fresh.querySelector(`[data-fresh=${part.dataset.fresh}]`);
      if (!next || part.dataset.fresh === "list" && busy) continue;
      const row = document.activeElement.closest?.("tr")?.id;
      part.replaceWith(next);
      if (row) link(document.getElementById(row))?.focus();
    }
    work.querySelector("[data-changed]").hidden = !busy;
  } finally {
    reading = false;
    if (again) { again = false; refresh(); }
  }
}
// A list that answers a bulk is not read again by its address: it would lose what it says.
if (!work.querySelector("section[role=status]")) {
  const events = new EventSource(work.dataset.events);
  events.addEventListener("ready", refresh);
  events.addEventListener("changed", refresh);
}
