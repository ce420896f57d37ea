// What works only with script is shown only with script.
document.documentElement.classList.add("scripted");
document.addEventListener("click", async event => {
  const button = event.target.closest("[data-copy], [data-print]");
  if (!button) return;
  if (button.hasAttribute("data-print")) return window.print();
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
  document.getElementById(button.dataset.said).textContent = button.dataset.done;
});
// A form that was sent is not sent twice by an impatient second click; the server would see that they are one anyway.
document.addEventListener("submit", event => {
  if (event.target.method !== "post") return;
  if (event.target.dataset.sent) return event.preventDefault();
  event.target.dataset.sent = "yes";
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(form => delete form.dataset.sent));
// The desk's one search field, from wherever the hands are but in a text.
document.addEventListener("keydown", event => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = document.querySelector("[data-search], .finder input[type=search]");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
document.querySelector("[data-focus]")?.focus();
