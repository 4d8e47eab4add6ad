// A button beside each line of a packet copies it. Without this file the page is the same, and lines are copied by hand.
(() => {
  "use strict";
  const list = document.querySelector("[data-copy]");
  if (!list || !navigator.clipboard) return;
  const said = document.createElement("p");
  said.className = "hide";
  said.setAttribute("role", "status");
  list.append(said);
  for (const value of list.querySelectorAll("[data-value]")) {
    const label = value.closest("dd").previousElementSibling.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "second copy";
    button.textContent = list.dataset.copy;
    button.setAttribute("aria-label", `${list.dataset.copy}: ${label}`);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(value.innerText);
      button.textContent = list.dataset.copied;
      said.textContent = `${list.dataset.copied}: ${label}`;
      setTimeout(() => { button.textContent = list.dataset.copy; }, 2000);
    });
    value.closest("dd").append(button);
  }
})();
