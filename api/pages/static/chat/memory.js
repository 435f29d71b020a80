// What this browser remembers. Where storage is blocked, this page alone remembers, and all else works.

function storage(kind) {
  try {
    const found = window[kind];
    found.setItem("hotline.probe", "1");
    found.removeItem("hotline.probe");
    return found;
  } catch {
    const kept = new Map();
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => kept.set(key, value),
      removeItem: (key) => kept.delete(key),
    };
  }
}

const lasting = storage("localStorage");
const ofThisTab = storage("sessionStorage");
const CONVERSATION = "hotline.conversation";
const UNSENT = "hotline.unsent";
const CODE = /^\D*\d{6}\D*$/;

// randomUUID exists in secure contexts only; a court's test site may be plain http
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** The conversation of this browser: its id is made here, is its secret, and is the same in every tab. */
export function conversation() {
  let id = lasting.getItem(CONVERSATION);
  if (!id) {
    id = newId();
    lasting.setItem(CONVERSATION, id);
  }
  return id;
}

export function forgetAll() {
  lasting.removeItem(CONVERSATION);
  ofThisTab.removeItem(UNSENT);
}

/** Messages that did not get through: [{id, text, title}]. A code is never written down. */
export function keepUnsent(messages) {
  const kept = messages.filter(({ text }) => !CODE.test(text)).map(({ id, text, title }) => ({ id, text, title }));
  if (kept.length) ofThisTab.setItem(UNSENT, JSON.stringify(kept));
  else ofThisTab.removeItem(UNSENT);
}

export function unsent() {
  try {
    return JSON.parse(ofThisTab.getItem(UNSENT)) || [];
  } catch {
    return [];
  }
}
