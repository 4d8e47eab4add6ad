// Keyboard of the desks: j and k walk the row links, / goes to the search field, Enter opens the focused link by itself.
// Single-key shortcuts can be switched off (WCAG 2.1.4); the choice stays in this browser.
(() => {
  "use strict";
  const KEY = "okoce.shortcuts";
  const toggle = document.querySelector("[data-shortcuts]");
  let on = true;
  try { on = localStorage.getItem(KEY) !== "off"; } catch { /* storage may be closed to us: shortcuts stay on */ }

  const label = () => { toggle.textContent = on ? toggle.dataset.off : toggle.dataset.on; };
  if (toggle) {
    toggle.hidden = false;
    label();
    toggle.addEventListener("click", () => {
      on = !on;
      try { localStorage.setItem(KEY, on ? "on" : "off"); } catch { /* holds for this page only */ }
      label();
    });
  }

  const typing = (element) => element.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName);

  const walk = (by) => {
    const rows = [...document.querySelectorAll("[data-row]")];
    if (!rows.length) return;
    const here = rows.indexOf(document.activeElement);
    const next = here < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + by, 0), rows.length - 1);
    rows[next].focus();
    rows[next].closest("tr, li").scrollIntoView({ block: "nearest" });
  };

  const actions = {
    j: () => walk(1),
    k: () => walk(-1),
    "/": () => document.querySelector("[type=search]")?.focus(),
  };

  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
})();
