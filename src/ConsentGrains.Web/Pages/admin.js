"use strict";
// The page is whole without this: it only keeps the numbers and pictures of the dashboard new.
(() => {
  const text = value => {
    if (value === undefined || value === null) return "—";
    if (typeof value === "string") return value.slice(0, 19).replace("T", " ") + " UTC";
    return Number.isInteger(value) || value >= 100 ? Math.round(value).toLocaleString("en-US") : String(Math.round(value * 100) / 100);
  };
  const find = (figures, path) => path.split(".").reduce((at, name) => at?.[name], figures);
  const live = new EventSource("/admin/live");
  let turn = 0;
  live.addEventListener("figures", event => {
    const figures = JSON.parse(event.data);
    for (const node of document.querySelectorAll("[data-figure]")) {
      const now = text(find(figures, node.dataset.figure));
      if (node.textContent !== now) node.textContent = now;
    }
    if (++turn % 5 === 0)
      for (const node of document.querySelectorAll("[data-chart]")) {
        const name = node.tagName === "SOURCE" ? "srcset" : "src";
        node[name] = node.getAttribute(name).replace(/[?&]t=\d+/, "").replace(/^([^?]*)(\?.*)?$/, (_, path, query) => `${path}${query ?? ""}${query ? "&" : "?"}t=${turn}`);
      }
    document.documentElement.dataset.live = String(turn);
  });
  live.addEventListener("end", () => { live.close(); location.reload(); });
})();
