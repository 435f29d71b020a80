// The chat on another page: <script src="https://…/static/embed.js" defer></script>, on an origin that the court has
// listed (HOTLINE_ALLOWED_ORIGINS). Hotline12368.open(), .close(); .signIn(token) hands over the lawyer platform's
// bearer token, which the chat offers to use in place of licence and code. The token never stands in an address.
(() => {
  "use strict";
  const site = new URL(document.currentScript.src).origin;
  let frame = null;
  let token = null;
  let heard = false;

  const style = (element, rules) => Object.assign(element.style, rules);
  const hand = () => heard && token && frame.contentWindow.postMessage({ hotlineToken: token }, site);

  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "12368 在线咨询";
  button.setAttribute("aria-expanded", "false");
  style(button, {
    position: "fixed", right: "1rem", bottom: "1rem", zIndex: "2147483000", minHeight: "2.9rem", padding: ".5rem 1.3rem",
    border: "0", borderRadius: "2rem", font: "600 1rem/1.4 system-ui, sans-serif", color: "#fff", background: "#8c1c1c",
    boxShadow: "0 3px 14px #0004", cursor: "pointer",
  });

  const room = document.createElement("div");
  style(room, {
    position: "fixed", right: "1rem", bottom: "4.6rem", zIndex: "2147483000", width: "min(26rem, calc(100vw - 2rem))",
    height: "min(40rem, calc(100dvh - 6rem))", borderRadius: ".9rem", overflow: "hidden", boxShadow: "0 8px 40px #0005", display: "none",
  });

  function build() {
    frame = document.createElement("iframe");
    frame.src = `${site}/`;
    frame.title = "12368 在线咨询";
    frame.allow = "microphone";
    style(frame, { width: "100%", height: "100%", border: "0" });
    room.append(frame);
  }

  function show(open) {
    if (open && !frame) build();
    room.style.display = open ? "block" : "none";
    button.setAttribute("aria-expanded", String(open));
    if (open) frame.focus();
    else button.focus();
  }

  window.addEventListener("message", ({ origin, source, data }) => {
    if (origin !== site || source !== frame?.contentWindow || data?.hotline !== "ready") return;
    heard = true;
    hand();
  });
  document.addEventListener("keydown", ({ key }) => key === "Escape" && room.style.display === "block" && show(false));
  button.addEventListener("click", () => show(room.style.display === "none"));
  const attach = () => document.body.append(button, room);
  if (document.body) attach();
  else document.addEventListener("DOMContentLoaded", attach);

  window.Hotline12368 = {
    open: () => show(true),
    close: () => show(false),
    signIn(given) {
      token = given;
      if (frame) hand();
    },
  };
})();
