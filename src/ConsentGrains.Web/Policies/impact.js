"use strict";
// Works out the impact of a draft on the page: reads the parts as they come, adds them up, and goes on behind the last one after a stop.
(() => {
  const box = document.querySelector("[data-impact]");
  const start = box.querySelector("[data-start]"), stop = box.querySelector("[data-stop]"), bar = box.querySelector("[data-bar]");
  const said = box.querySelector("[data-said]"), table = box.querySelector("table"), body = table.tBodies[0];
  const day = document.querySelector("input[name='from']");
  let sum, running;

  const begin = () => ({ seen: 0, changed: 0, total: 0, after: null, done: false, from: day?.value ?? "", rows: new Map() });

  const take = part => {
    sum.seen += part.seen;
    sum.changed += part.changed;
    sum.total = part.total;
    sum.after = part.after ?? null;
    sum.done = part.after === undefined;
    for (const change of part.changes) {
      const key = JSON.stringify([change.permitted, change.party, change.act, change.purpose, change.clause, change.items, change.reason]);
      const known = sum.rows.get(key);
      if (known) known.customers += change.customers;
      else sum.rows.set(key, { ...change });
    }
  };

  const show = ended => {
    bar.value = sum.done ? 1 : sum.total === 0 ? 0 : Math.min(1, sum.seen / sum.total);
    said.textContent = `${sum.seen.toLocaleString("en-US")} ${box.dataset.of} ${sum.changed.toLocaleString("en-US")} ${box.dataset.answered} (${sum.total.toLocaleString("en-US")})`
      + (ended ? ` – ${sum.done ? box.dataset.done : box.dataset.stopped}` : "");
    const rows = [...sum.rows.values()].sort((a, b) => b.customers - a.customers);
    body.replaceChildren(...rows.map(row));
    table.parentElement.hidden = rows.length === 0;
  };

  const row = change => {
    const line = document.createElement("tr");
    for (const text of [change.permitted ? box.dataset.gained : box.dataset.lost, change.customers.toLocaleString("en-US"), change.party, `${change.act} ${change.purpose}`, `${change.clause} ${change.items.join(" ")}`, change.reason ?? "", change.examples.join(" ")]) {
      const cell = document.createElement("td");
      cell.textContent = text;
      line.append(cell);
    }
    return line;
  };

  const read = async signal => {
    const query = new URLSearchParams();
    if (sum.from) query.set("from", sum.from);
    if (sum.after) query.set("after", sum.after);
    const answer = await fetch(`${box.dataset.impact}?${query}`, { signal });
    if (!answer.ok || !answer.headers.get("content-type").includes("ndjson")) throw new Error(String(answer.status));
    const lines = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ""; ;) {
      const { value, done } = await lines.read();
      if (done) return;
      const whole = (rest + value).split("\n");
      rest = whole.pop();
      for (const line of whole) if (line) take(JSON.parse(line));
      show(false);
    }
  };

  start.addEventListener("click", async () => {
    if (!sum || sum.done || sum.from !== (day?.value ?? "")) sum = begin();
    running = new AbortController();
    start.disabled = true;
    stop.disabled = false;
    try {
      await read(running.signal);
    } catch {
      // Stopped, or the connection broke: what was told stands.
    }
    start.disabled = false;
    stop.disabled = true;
    show(true);
  });
  stop.addEventListener("click", () => running?.abort());
  start.disabled = false;
})();
