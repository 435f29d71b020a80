// Who is signed in to the lawyer platform need not give licence and code: the page offers what it was handed.
// A token comes from this site's own session, or from the page around us if that is one of the listed origins.

const SESSION = "/lawyer/chat-session";

export function offered(origins, accept) {
  const offer = document.getElementById("offer");
  let handed = null;
  let asked = false;

  const show = () => {
    if (!asked) offer.hidden = false;
    asked = true;
  };

  window.addEventListener("message", ({ origin, source, data }) => {
    if (source !== window.parent || !origins.includes(origin) || typeof data?.hotlineToken !== "string") return;
    handed = data.hotlineToken;
    show();
  });
  if (window.parent !== window) for (const origin of origins) window.parent.postMessage({ hotline: "ready" }, origin);

  document.getElementById("accept").addEventListener("click", () => {
    offer.hidden = true;
    accept(handed ?? ownToken());
  });
  document.getElementById("decline").addEventListener("click", () => (offer.hidden = true));

  ask("GET").then((answer) => answer?.signed_in && show());
}

/** A token of this site's own session; null for whoever is not signed in. */
export const ownToken = async () => (await ask("POST"))?.access_token ?? null;

// the header keeps other sites' pages out: they would have to ask first, and are refused
async function ask(method) {
  try {
    const answer = await fetch(SESSION, { method, headers: { "x-hotline": "chat" }, credentials: "same-origin", cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
