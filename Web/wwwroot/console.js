// The console's live part: a pause, a word about the line, and charts that draw the very table beside them.
const root = document.querySelector(".console");
const line = document.getElementById("line"), pause = document.getElementById("pause");
let paused = false;
const tell = (text, lost = false) => {
  if (line.textContent === text) return;
  line.textContent = text;
  line.classList.toggle("lost", lost);
};
if (root) {
  // WCAG 2.2, 2.2.2: what changes by itself can be stopped.
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", paused);
    tell(paused ? root.dataset.paused : root.dataset.back);
  });
  document.addEventListener("htmx:sseBeforeMessage", event => { if (paused) event.preventDefault(); });
  document.addEventListener("htmx:sseMessage", event => {
    if (!paused) tell(root.dataset.back);
    if (event.target.classList?.contains("spans")) draw();
  });
  // A stream ends after a minute and is opened again: only a line that stays away is worth a word.
  let away;
  document.addEventListener("htmx:sseError", () => away ??= setTimeout(() => tell(root.dataset.lost, true), 5000));
  document.addEventListener("htmx:sseOpen", () => away = clearTimeout(away));
  draw();
}
function draw() {
  const style = getComputedStyle(document.documentElement);
  const rows = [...document.querySelectorAll(".spans tbody tr")].reverse().filter(row => row.querySelector("[data-value]"));
  const labels = rows.map(row => row.cells[0].textContent);
  for (const canvas of document.querySelectorAll("[data-chart]")) {
    const datasets = canvas.dataset.chart.split(",").map((one, place) => {
      const [column, colour, label] = one.split(":");
      const line = style.getPropertyValue(`--${colour}`).trim();
      return {
        label, data: rows.map(row => Number(row.cells[column].dataset.value)), borderColor: line, backgroundColor: line,
        borderWidth: 2, borderDash: place ? [6, 3] : [], pointRadius: rows.length > 1 ? 0 : 3, tension: 0,
      };
    });
    const known = Chart.getChart(canvas);
    if (known) {
      known.data.labels = labels;
      known.data.datasets.forEach((dataset, i) => dataset.data = datasets[i].data);
      known.update("none");
      continue;
    }
    new Chart(canvas, {
      type: "line", data: { labels, datasets },
      options: {
        animation: false, maintainAspectRatio: false, interaction: { mode: "index", intersect: false },
        plugins: { legend: { display: datasets.length > 1, position: "top", align: "end", labels: { boxWidth: 24, boxHeight: 2, color: style.getPropertyValue("--ink") } } },
        scales: {
          x: { ticks: { maxTicksLimit: 6, maxRotation: 0, color: style.getPropertyValue("--ink-soft") }, grid: { display: false } },
          y: { beginAtZero: true, suggestedMax: 1, ticks: { maxTicksLimit: 5, color: style.getPropertyValue("--ink-soft") }, grid: { color: style.getPropertyValue("--line") } },
        },
      },
    });
  }
}
