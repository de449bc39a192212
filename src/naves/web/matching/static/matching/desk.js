// One key each at the desk. The form works without this file.
(() => {
  "use strict";
  const desk = document.querySelector("form[data-desk]");
  const undo = document.querySelector("form[data-undo]");
  const proof = desk?.querySelector("[data-proof]");
  const WITH_PROOF = 3;

  const choose = (level) => {
    const radio = desk.querySelector(`input[name="level"][value="${level}"]`);
    if (!radio) return;
    radio.checked = true;
    if (level < WITH_PROOF || !proof) return;
    proof.open = true;
    proof.querySelector("textarea")?.focus();
  };
  const press = (verdict) => desk.requestSubmit(desk.querySelector(`button[name="verdict"][value="${verdict}"]`));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const at = event.target instanceof Element ? event.target : document.body;
    // Whoever writes a proof writes letters; whoever stands on a link or a button presses that.
    if (at.closest("textarea, select, summary, a, button, input:not([type=radio])")) return;
    const key = event.key.toLowerCase();
    const deeds = { r: () => press("reject"), u: () => press("unsure"), enter: () => press("confirm") };
    if (key === "z" && undo) { event.preventDefault(); undo.requestSubmit(); return; }
    if (!desk) return;
    if ("1234".includes(key) && key.length === 1) { event.preventDefault(); choose(Number(key)); return; }
    if (deeds[key]) { event.preventDefault(); deeds[key](); }
  });

  // A verdict is sent once, however often the key is pressed.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
  });
})();
