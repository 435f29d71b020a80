// A menu as the keyboard knows it (WAI-ARIA menu button): arrows move, Escape closes, focus returns.

export function menu(button, list) {
  const items = () => [...list.querySelectorAll("[role=menuitem]")];

  function show(open, focus = false) {
    list.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) items()[0]?.focus();
    else if (focus) button.focus();
  }

  button.addEventListener("click", () => show(list.hidden));
  list.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      all[(at + step + all.length) % all.length].focus();
    }
    if (event.key === "Escape") show(false, true);
  });
  list.addEventListener("click", () => show(false));
  document.addEventListener("click", (event) => {
    if (!list.contains(event.target) && !button.contains(event.target)) show(false);
  });
}
