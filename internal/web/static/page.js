// What pages do beyond what they show by themselves: calendars and a slider for dates, and notes that light up beside what they speak of.
"use strict";

// A field for a day becomes a calendar, unless a time of day is in it.
function calendar(field) {
  if (field.value !== "" && !/^\d{4}-\d\d-\d\d$/.test(field.value)) return;
  field.type = "date";
  field.min = field.dataset.first;
  field.max = field.dataset.last;
}

// A claim as it was known on a day: the date becomes a slider between the first and the last day on which something happened.
function slider(form) {
  const day = 86400000;
  const date = form.querySelector(".day-field");
  const first = Date.parse(form.dataset.first), last = Date.parse(form.dataset.last);
  if (!(last > first)) return;
  const iso = (days) => new Date(first + days * day).toISOString().slice(0, 10);
  const most = Math.round((last - first) / day);
  const range = document.createElement("input");
  range.type = "range";
  range.min = "0";
  range.max = String(most);
  range.value = date.value ? String(Math.round((Date.parse(date.value) - first) / day)) : range.max;
  range.setAttribute("aria-label", "As known on; Enter shows it");
  const shown = document.createElement("output");
  const tell = () => {
    const name = new Date(first + range.value * day).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
    shown.textContent = name;
    range.setAttribute("aria-valuetext", name);
  };
  range.addEventListener("input", () => {
    date.value = iso(Number(range.value));
    tell();
  });
  // Who drags means the day where they let go; who uses keys goes on until Enter.
  let held = false;
  range.addEventListener("pointerdown", () => { held = true; });
  range.addEventListener("change", () => {
    if (held) form.requestSubmit();
    held = false;
  });
  range.addEventListener("keydown", (e) => {
    if (e.key === "Enter") form.requestSubmit();
  });
  tell();
  form.append(range, shown);
}

// In an article, a statement and its note light up together, and the note shows beside the statement where the margin is too far away to see.
function notes(text) {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  document.body.append(tip);
  const parts = (n) => text.querySelectorAll(`[data-n="${CSS.escape(n)}"]`);
  const noteOf = (n) => text.querySelector(`.note[data-n="${CSS.escape(n)}"]`);
  let lit = null;
  const light = (n, at) => {
    if (lit !== null) for (const e of parts(lit)) e.classList.remove("lit");
    tip.hidden = true;
    lit = n;
    if (n === null) return;
    for (const e of parts(n)) e.classList.add("lit");
    const note = noteOf(n);
    if (!at || !note) return;
    tip.className = "tip " + [...note.classList].filter((c) => c !== "note" && c !== "lit").join(" ");
    tip.replaceChildren(...[...note.cloneNode(true).childNodes]);
    for (const a of tip.querySelectorAll("a")) a.removeAttribute("href");
    tip.hidden = false;
    const box = at.getClientRects()[0], own = tip.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - own.width - 8));
    const below = box.bottom + 6 + own.height < window.innerHeight;
    tip.style.left = `${left + window.scrollX}px`;
    tip.style.top = `${(below ? box.bottom + 6 : box.top - own.height - 6) + window.scrollY}px`;
  };
  const which = (target) => (target instanceof Element ? target.closest("[data-n]") : null);
  text.addEventListener("pointerover", (e) => {
    const part = which(e.target);
    light(part ? part.dataset.n : null, part && !part.classList.contains("note") ? part : null);
  });
  text.addEventListener("pointerleave", () => light(null, null));
  text.addEventListener("focusin", (e) => {
    const part = which(e.target);
    if (part) light(part.dataset.n, part.classList.contains("note") ? null : part);
  });
  text.addEventListener("focusout", () => light(null, null));
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape") light(null, null);
  });
}

// All of this can wait until the page shows.
requestAnimationFrame(() => setTimeout(() => {
  document.querySelectorAll(".day-field").forEach(calendar);
  document.querySelectorAll("form.as-of").forEach(slider);
  document.querySelectorAll(".reading .text").forEach(notes);
}));
