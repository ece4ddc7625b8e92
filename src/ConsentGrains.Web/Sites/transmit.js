"use strict";
// Asks the registry before anything is transmitted to somebody else (外部送信), and loads only what it permits. Nothing but a clear yes loads anything:
// a registry that is silent, a browser that can keep no choice, a signal of the browser that it refuses, all count as no.
(() => {
  const script = document.currentScript;
  const site = script.dataset.site;
  const registry = new URL(script.src).origin;
  const nonce = script.nonce;
  const place = `consentgrains:${site}`;
  const patience = 5000;
  const japanese = (document.documentElement.lang || "ja").startsWith("ja");
  const say = (ja, en) => (japanese ? ja : en);
  let loaded = false;

  const kept = () => {
    try {
      const probe = `${place}:probe`;
      localStorage.setItem(probe, "1");
      localStorage.removeItem(probe);
      return JSON.parse(localStorage.getItem(place)) ?? { out: [] };
    } catch { return null; }
  };
  const keep = choice => localStorage.setItem(place, JSON.stringify(choice));
  const refuses = (choice, recipient) => choice.out.includes("*") || choice.out.includes(recipient);
  const same = (a, b) => a.length === b.length && a.every(one => b.includes(one));
  const makeUp = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18)))).replaceAll("+", "-").replaceAll("/", "_");

  const post = async (path, body) => {
    const answer = await fetch(`${registry}/transmit/${encodeURIComponent(site)}${path}`, {
      method: "POST", mode: "cors", credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store",
      headers: { "content-type": "application/json" }, body: JSON.stringify(body), signal: AbortSignal.timeout(patience),
    });
    if (!answer.ok) throw new Error(`the registry answers ${answer.status}`);
    return answer.json();
  };

  const ask = async () => {
    const choice = kept();
    if (choice === null || navigator.globalPrivacyControl === true) return { closed: true, services: [], choice };
    if (choice.visitor === undefined) return { ...await post("", {}), choice };
    const answer = await post("", { visitor: choice.visitor });
    // A refusal that did not reach the registry is told again; it holds here meanwhile.
    return { ...(same(answer.out, choice.out) ? answer : await post("/choice", choice)), choice };
  };

  const load = (tag, recipient) => {
    if (tag.dataset.loaded) return;
    tag.dataset.loaded = recipient;
    loaded = true;
    if (!(tag instanceof HTMLScriptElement)) { tag.src = tag.dataset.src; return; }
    const real = document.createElement("script");
    for (const { name, value } of tag.attributes)
      if (name.startsWith("data-") && !["data-src", "data-transmit", "data-loaded"].includes(name)) real.setAttribute(name, value);
    for (const name of ["integrity", "crossOrigin", "referrerPolicy", "id"]) if (tag[name]) real[name] = tag[name];
    if (tag.nonce || nonce) real.nonce = tag.nonce || nonce;
    real.async = true;
    real.src = tag.dataset.src;
    tag.after(real);
  };

  const choose = async out => {
    const choice = { visitor: kept()?.visitor ?? makeUp(), out };
    const before = kept()?.out ?? [];
    // What refuses holds at once; what permits again holds once the registry has it.
    const tightens = out.includes("*") || before.every(one => out.includes(one));
    if (tightens) keep(choice);
    try { await post("/choice", choice); } catch (fault) { if (!tightens) throw fault; }
    keep(choice);
    document.dispatchEvent(new CustomEvent("transmit:choice", { detail: { site, out } }));
    // Nothing can unload what a tag has begun.
    if (tightens && loaded) location.reload();
    else await show(await answered());
  };

  const element = (name, text) => Object.assign(document.createElement(name), text === undefined ? {} : { textContent: text });
  const button = (text, out, note) => {
    const made = element("button", text);
    made.type = "button";
    made.addEventListener("click", async () => {
      try { await choose(out); } catch { note.textContent = say("保存できませんでした。停止したままです。", "Not saved: still stopped."); }
    });
    return made;
  };

  const row = (service, answer, note) => {
    const line = element("li");
    const stopped = refuses(answer.choice, service.recipient);
    line.append(`${service.name}: ${service.decision && !stopped ? say("送信しています ", "transmitted ") : say("送信していません ", "not transmitted ")}`);
    line.dataset.recipient = service.recipient;
    line.dataset.state = service.decision && !stopped ? "permitted" : "denied";
    const others = answer.services.map(s => s.recipient).filter(r => r !== service.recipient && refuses(answer.choice, r));
    if (service.decision && !stopped) line.append(button(say(`${service.name}への送信を停止`, `Stop ${service.name}`), [...others, service.recipient], note));
    else if (stopped) line.append(button(say(`${service.name}への送信を許可`, `Allow ${service.name}`), others, note));
    return line;
  };

  const draw = (box, answer) => {
    const note = element("p");
    note.setAttribute("role", "status");
    note.textContent = answer.failed ? say("登録簿に確認できないため、送信していません。", "The registry does not answer: nothing is transmitted.")
      : answer.closed ? say("このブラウザーの設定により、送信していません。", "By this browser's settings nothing is transmitted.") : "";
    const parts = [element("p", say("外部送信の設定", "External transmission")), note];
    if (!answer.failed && !answer.closed) {
      const list = element("ul");
      list.append(...answer.services.map(service => row(service, answer, note)));
      const all = answer.choice.out.length > 0 ? button(say("すべて許可", "Allow all"), [], note) : button(say("すべて停止", "Stop all"), ["*"], note);
      parts.push(list, all);
    }
    const link = element("a", say("外部送信について", "About external transmission"));
    link.href = `${registry}/transmit/${encodeURIComponent(site)}/notice?format=html`;
    box.replaceChildren(...parts, " ", link);
    box.dataset.transmitState = answer.failed ? "unreachable" : answer.closed ? "closed" : "answered";
  };

  const show = async answer => {
    const permitted = answer.services.filter(s => s.decision === true && !refuses(answer.choice, s.recipient)).map(s => s.recipient);
    for (const tag of document.querySelectorAll("[data-transmit]"))
      if (permitted.includes(tag.dataset.transmit)) load(tag, tag.dataset.transmit);
    for (const box of document.querySelectorAll("[data-transmit-choice]")) draw(box, answer);
    document.dispatchEvent(new CustomEvent("transmit:answered", { detail: { site, permitted } }));
  };

  const answered = async () => {
    try { return await ask(); } catch { return { failed: true, services: [], choice: kept() ?? { out: [] } }; }
  };

  const begin = async () => show(await answered());
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
