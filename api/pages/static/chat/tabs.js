// Several tabs are one conversation: one of them keeps the stream (a browser allows few connections to a site), the
// others are told that something came.

const NAME = "hotline.conversation";

export class Tabs {
  #channel = "BroadcastChannel" in window ? new BroadcastChannel(NAME) : null;

  constructor(somethingCame) {
    this.#channel?.addEventListener("message", somethingCame);
    document.addEventListener("visibilitychange", () => document.hidden || somethingCame());
    window.addEventListener("online", somethingCame);
  }

  tell() {
    this.#channel?.postMessage("came");
  }
}

/** Runs `work` in one tab at a time, in the next when that one is closed; without locks in every tab. */
export async function alone(work) {
  if (!navigator.locks) return work();
  try {
    return await navigator.locks.request(NAME, work);
  } catch {
    return work(); // storage and locks are blocked together
  }
}
